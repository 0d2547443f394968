package sandbox;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.EndOfDataDecoderException;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.ErrorDataDecoderException;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.TooLongFormFieldException;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.TooManyFormFieldsException;
import io.netty.handler.codec.http.multipart.MemoryFileUpload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a multipart form while it arrives. Fields are kept, of files only what a {@link ReceivedFile} keeps. It is
 * Netty's decoder under a data factory of our own: Vert.x's form support has server-wide limits for fields that are too
 * small for an image in Base64.
 */
final class MultipartReader implements BodyReader {
    private static final long LARGEST_FIELD = 48L * 1024 * 1024;
    private static final int MOST_FIELDS = 1000;
    private static final int LARGEST_PART_HEAD = 64 * 1024;

    private final World world;
    private final Optional<String> sessionInQuery;
    private final HttpPostMultipartRequestDecoder decoder;
    private final List<Attribute> fields = new ArrayList<>();
    private final Map<String, ReceivedFile> files = new LinkedHashMap<>();

    MultipartReader(World world, String contentType, Optional<String> sessionInQuery) {
        this.world = world;
        this.sessionInQuery = sessionInQuery;
        HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
        head.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
        try {
            decoder = new HttpPostMultipartRequestDecoder(
                    new Factory(), head, StandardCharsets.UTF_8, MOST_FIELDS, LARGEST_PART_HEAD);
        } catch (ErrorDataDecoderException e) {
            throw malformed();
        }
        decoder.setDiscardThreshold(LARGEST_PART_HEAD);
    }

    @Override
    public void write(byte[] bytes) {
        offer(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes)));
    }

    @Override
    public void end(Params params, Map<String, ReceivedFile> received) {
        offer(LastHttpContent.EMPTY_LAST_CONTENT);
        for (Attribute field : fields) {
            if (field.isCompleted()) {
                params.put(field.getName(), value(field));
            }
        }
        received.putAll(files);
    }

    @Override
    public long fileBytes() {
        return files.values().stream().mapToLong(ReceivedFile::size).sum();
    }

    @Override
    public void close() {
        decoder.destroy();
        files.values().forEach(ReceivedFile::close);
    }

    private void offer(HttpContent content) {
        try {
            decoder.offer(content);
            while (decoder.hasNext()) {
                decoder.next();
            }
        } catch (EndOfDataDecoderException e) {
            return; // how the decoder says that the form has ended
        } catch (ErrorDataDecoderException | TooManyFormFieldsException | TooLongFormFieldException e) {
            throw malformed();
        } finally {
            content.release();
        }
    }

    private Optional<String> sessionNamedSoFar() {
        return fields.stream()
                .filter(field -> field.isCompleted() && field.getName().equals(Videos.SESSION))
                .map(MultipartReader::value)
                .findFirst()
                .or(() -> sessionInQuery);
    }

    private static String value(Attribute field) {
        try {
            return field.getValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GraphError malformed() {
        return GraphError.parameter("The multipart body is malformed");
    }

    private final class Factory extends DefaultHttpDataFactory {
        private Factory() {
            super(false);
            setMaxLimit(LARGEST_FIELD);
        }

        @Override
        public Attribute createAttribute(HttpRequest request, String name) {
            return remember(super.createAttribute(request, name));
        }

        @Override
        public Attribute createAttribute(HttpRequest request, String name, long definedSize) {
            return remember(super.createAttribute(request, name, definedSize));
        }

        private Attribute remember(Attribute field) {
            fields.add(field);
            return field;
        }

        @Override
        public FileUpload createFileUpload(
                HttpRequest request,
                String name,
                String fileName,
                String contentType,
                String contentTransferEncoding,
                Charset charset,
                long definedSize) {
            ReceivedFile file = name.equals(Videos.CHUNK)
                    ? world.chunk(sessionNamedSoFar(), fileName)
                    : ReceivedFile.whole(fileName);
            ReceivedFile sentBefore = files.put(name, file);
            if (sentBefore != null) {
                sentBefore.close();
            }
            return new Upload(file, name, fileName, contentType, contentTransferEncoding, charset, definedSize);
        }
    }

    /** Passes the bytes on instead of keeping them. */
    private static final class Upload extends MemoryFileUpload {
        private final ReceivedFile file;

        private Upload(
                ReceivedFile file,
                String name,
                String fileName,
                String contentType,
                String contentTransferEncoding,
                Charset charset,
                long definedSize) {
            super(name, fileName, contentType, contentTransferEncoding, charset, definedSize);
            this.file = file;
        }

        @Override
        public void addContent(ByteBuf buffer, boolean last) {
            byte[] bytes = new byte[buffer.readableBytes()];
            buffer.readBytes(bytes);
            buffer.release();
            file.write(bytes);
            if (last) {
                setCompleted();
                file.completed();
            }
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
