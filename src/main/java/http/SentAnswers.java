package http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/**
 * Knows when an answer has left. An answer is "ended" for Vert.x once it is in the connection's buffer, where it takes
 * memory for as long as its caller does not read.
 */
final class SentAnswers {

    private SentAnswers() {}

    /** Runs something once, when the answer to a request has been sent or its connection is gone. */
    static void whenSent(RoutingContext request, Runnable then) {
        HttpConnection connection = request.request().connection();
        request.addEndHandler(end -> {
            if (end.succeeded() && connection instanceof ConnectionBase base) {
                afterAllThatWasWritten(base.channelHandlerContext(), then);
            } else {
                then.run();
            }
        });
    }

    /** Writes are sent in order: an empty one is done when those before it are, and fails with the connection. */
    private static void afterAllThatWasWritten(ChannelHandlerContext channel, Runnable then) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> then.run());
    }
}
