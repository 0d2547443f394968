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
 * Runs before the HTTP decoder of a connection and rejects requests with ambiguous framing. The decoder accepts some of
 * them, and would treat as a request what another HTTP server reads as the body of the previous one.
 *
 * <p>The guard replaces such a request by one that the decoder rejects. The caller receives a 400, after the answers to
 * its earlier requests, and the connection is closed. Nothing after it is read.
 */
final class FramingGuard extends ChannelInboundHandlerAdapter {

    /** Never ends a line of a request, whatever the decoder has received before: the CR is missing. */
    private static final byte[] INVALID = "x\n".getBytes(StandardCharsets.US_ASCII);

    /** The name of the HTTP decoder of Vert.x in a pipeline. */
    static final String DECODER = "httpDecoder";

    /** Seconds that the application has to answer a request whose body turns out to be invalid. */
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

    /** An upgraded connection no longer carries HTTP requests. */
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

    /** The application already has the head. It receives the error like any other error of the body. */
    private static void refuseBody(ChannelHandlerContext context) {
        context.executor().schedule(() -> context.close(), LINGER_SECONDS, TimeUnit.SECONDS);
        VertxHandler<?> server = context.pipeline().get(VertxHandler.class);
        try {
            if (server.getConnection() instanceof Http1xServerConnection connection) {
                connection.handleException(
                        new DecoderException(new IllegalArgumentException("its framing is invalid")));
            }
        } catch (RuntimeException notBegun) {
            // The request waits behind another one, and the connection can be closed.
            context.close();
        }
    }
}
