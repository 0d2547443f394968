package http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.VertxServiceProvider;
import org.jboss.logging.Logger;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Puts a {@link FramingGuard} before the HTTP server on each accepted connection, on every port. Vert.x finds this
 * class by {@code META-INF/services}. The transport is the only extension point of Vert.x that sees a connection before
 * the HTTP decoder does.
 */
public final class GuardedTransport extends JDKTransport implements VertxServiceProvider {

    private static final Logger LOG = Logger.getLogger(GuardedTransport.class);

    private final AtomicBoolean warned = new AtomicBoolean();

    @Override
    public void init(VertxBuilder builder) {
        builder.findTransport(this);
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        ChannelHandler server = bootstrap.config().childHandler();
        bootstrap.childHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(server);
                guard(channel);
            }
        });
    }

    /** With TLS, the PROXY protocol or HTTP/2 the server adds its decoder later, without a notification. */
    private void guard(Channel channel) {
        if (channel.pipeline().get(FramingGuard.DECODER) != null) {
            channel.pipeline().addBefore(FramingGuard.DECODER, "framingGuard", new FramingGuard());
        } else if (channel.isActive() && warned.compareAndSet(false, true)) {
            LOG.warn("A port uses TLS, the PROXY protocol or HTTP/2. Requests with ambiguous framing are not"
                    + " rejected there. Configure all three on the proxy in front of the service instead.");
        }
    }
}
