package http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/**
 * Reports when an answer has been sent. For Vert.x an answer has "ended" when it is in the connection's buffer, where
 * it uses memory until its caller reads it.
 */
final class SentAnswers {

    private SentAnswers() {}

    /** Runs an action once, when the answer to a request has been sent or its connection is closed. */
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

    /** Writes are sent in order: an empty one completes after those before it, and fails with the connection. */
    private static void afterAllThatWasWritten(ChannelHandlerContext channel, Runnable then) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> then.run());
    }
}
