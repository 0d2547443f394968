package http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.net.impl.VertxHandler;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Stands before the HTTP decoder of a connection and refuses ambiguous requests: the decoder reads some of them in one of
 * their ways, and would answer what another reader takes for the body of the request before.
 *
 * <p>In place of such a request the decoder gets one that it certainly refuses, so that the one answer is a 400 that
 * comes after those of the requests before, and the connection is closed. Nothing that follows is read.
 */
final class FramingGuard extends ChannelInboundHandlerAdapter {

    /** Ends no line of a request for the decoder, whatever has come of it before: the CR is missing. */
    private static final byte[] INVALID = "x\n".getBytes(StandardCharsets.US_ASCII);

    /** The name of the HTTP decoder of Vert.x in a pipeline. */
    static final String DECODER = "httpDecoder";

    /** How long the application has to answer a request whose body turns out to be invalid. */
    private static final int LINGER_SECONDS = 2;

    private final RequestFraming framing = new RequestFraming();
    private boolean refused;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refused) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (!(message instanceof ByteBuf bytes) || isOtherProtocol(context)) {
            context.fireChannelRead(message);
            return;
        }
        int fault = framing.scan(bytes);
        if (fault < 0) {
            context.fireChannelRead(bytes);
            return;
        }
        refused = true;
        if (framing.isInHead()) {
            refuse(context, bytes, fault);
        } else if (framing.headEnd() >= 0) {
            refuse(context, bytes, framing.headEnd());
        } else {
            bytes.release();
            refuseBody(context);
        }
    }

    /** A connection that has been upgraded carries no requests any more. */
    private boolean isOtherProtocol(ChannelHandlerContext context) {
        return framing.wantsUpgrade() && context.pipeline().get(DECODER) == null;
    }

    private static void refuse(ChannelHandlerContext context, ByteBuf bytes, int end) {
        int length = end - bytes.readerIndex();
        if (length > 0) {
            context.fireChannelRead(bytes.readRetainedSlice(length));
        }
        bytes.release();
        context.fireChannelRead(Unpooled.wrappedBuffer(INVALID));
    }

    /** The application has the head already. It hears of the fault as of any other of the body. */
    private static void refuseBody(ChannelHandlerContext context) {
        context.executor().schedule(() -> context.close(), LINGER_SECONDS, TimeUnit.SECONDS);
        VertxHandler<?> server = context.pipeline().get(VertxHandler.class);
        try {
            if (server.getConnection() instanceof Http1xServerConnection connection) {
                connection.handleException(
                        new DecoderException(new IllegalArgumentException("its framing is invalid")));
            }
        } catch (RuntimeException notBegun) {
            // It waits behind another one, and the connection may as well be closed.
            context.close();
        }
    }
}
