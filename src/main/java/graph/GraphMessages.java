package graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpMethods;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.net.WWWFormCodec;
import outbound.OutboundClient;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Converts a {@link GraphRequest} to the message that the HTTP component sends. */
@Singleton
public class GraphMessages {

    private static final ContentType TEXT = ContentType.create("text/plain", StandardCharsets.UTF_8);

    private final ObjectMapper mapper;
    private final GraphConfig config;

    @Inject
    public GraphMessages(ObjectMapper mapper, GraphConfig config) {
        this.mapper = mapper;
        this.config = config;
    }

    /**
     * Replaces the message by the request, without the access token: {@link GraphHttpClient} adds it after Camel has
     * passed the request on.
     */
    public void write(GraphRequest request, Caller caller, Message message) throws JsonProcessingException {
        // Camel counts redeliveries in a header; without it a call would be redelivered forever.
        message.removeHeaders("*", "CamelRedeliver*");
        // The type that the component converts it to: Camel would otherwise try all converters each time.
        message.setHeader(
                Exchange.HTTP_METHOD, HttpMethods.valueOf(request.method().name()));
        message.setHeader(Exchange.HTTP_PATH, config.version() + "/" + request.path());
        message.setHeader(GraphHttpClient.TOKEN_REF, request.account().tokenRef());
        if (caller.deadline() != null) {
            long left = Duration.between(Instant.now(), caller.deadline()).toMillis();
            message.setHeader(OutboundClient.TIME_LEFT_MILLIS, Math.max(1, left));
        }
        if (request.method() == GraphRequest.Method.POST) {
            message.setBody(entity(request));
        } else {
            message.setHeader(Exchange.HTTP_QUERY, WWWFormCodec.format(pairs(request), StandardCharsets.UTF_8));
            message.setBody(null);
        }
    }

    private HttpEntity entity(GraphRequest request) throws JsonProcessingException {
        if (request.attachment() == null) {
            return new UrlEncodedFormEntity(pairs(request), StandardCharsets.UTF_8);
        }
        // As browsers write forms: file names are UTF-8; the strict mode would write question marks.
        MultipartEntityBuilder parts = MultipartEntityBuilder.create()
                .setMode(HttpMultipartMode.LEGACY)
                .setCharset(StandardCharsets.UTF_8);
        for (NameValuePair pair : pairs(request)) {
            parts.addTextBody(pair.getName(), pair.getValue(), TEXT);
        }
        parts.addPart(request.attachment().field(), new FileWindowBody(request.attachment()));
        return parts.build();
    }

    private List<NameValuePair> pairs(GraphRequest request) throws JsonProcessingException {
        List<NameValuePair> pairs = new ArrayList<>();
        for (Map.Entry<String, Object> field : request.fields().entrySet()) {
            Object value = field.getValue();
            String text = value instanceof String string ? string : mapper.writeValueAsString(value);
            pairs.add(new BasicNameValuePair(field.getKey(), text));
        }
        return pairs;
    }
}
