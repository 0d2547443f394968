package http;

import calls.UploadedFile;
import failures.FieldError;
import failures.Kind;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Reads a form with files. Each file is written to the uploads directory while it arrives, under a generated name. An
 * unknown or repeated file, or anything above its limit, ends the request at once. The files are deleted when the
 * request ends.
 */
final class FormIntake implements MultipartParser.Handler {

    /** The key under which the context of a request keeps its files. */
    private static final String FILES = FormIntake.class.getName() + ".files";

    /** Size of a disk write: the network delivers far smaller pieces. */
    private static final int BLOCK = 128 * 1024;

    /** Bytes of a file that may wait for the disk before reading from the caller pauses. */
    private static final int MOST_QUEUED = 2 * BLOCK;

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final Set<StandardOpenOption> NEW_FILE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    /**
     * Limits that all forms share.
     *
     * @param fieldBytes maximum size of a text field
     * @param parts maximum number of parts
     */
    record Limits(long fieldBytes, int parts) {}

    private final RoutingContext context;
    private final HttpServerRequest request;
    private final Operation.Body body;
    private final Limits limits;
    private final Path directory;
    private final DiskReservation.Share space;
    private final MultipartParser parser;
    private final List<Part> parts = new ArrayList<>();
    private PartHead current;
    private ByteArrayOutputStream text;
    private Part file;
    private long fileBytes;
    private long marking;
    private boolean complete;
    private boolean over;

    private FormIntake(
            RoutingContext context, Operation.Body body, Limits limits, Path directory, DiskReservation.Share space) {
        this.context = context;
        this.request = context.request();
        this.body = body;
        this.limits = limits;
        this.directory = directory;
        this.space = space;
        this.parser =
                new MultipartParser(context.parsedHeaders().contentType().parameter("boundary"), limits.parts(), this);
    }

    /**
     * Reads the form of a request, then passes the request to its next handler. Any error fails the request.
     *
     * @param marks how often the files of an upload in progress are marked as in use, so that the sweeper keeps them
     */
    static void read(
            RoutingContext context,
            Operation.Body body,
            Limits limits,
            Path directory,
            DiskReservation space,
            Duration marks) {
        FormIntake intake = new FormIntake(
                context,
                body,
                limits,
                directory,
                space.share(Identities.shareOwner(context.user()), announcedBytes(context.request())));
        context.addEndHandler(end -> {
            // Errors of the connection or framing are reported here before the request's own exception handler is
            // called.
            if (end.failed()) {
                intake.broken();
            }
            intake.clear();
        });
        intake.marking = context.vertx().setPeriodic(marks.toMillis(), time -> intake.mark());
        intake.start();
    }

    /** The uploaded files of the request in progress, by field. */
    static Map<String, UploadedFile> files() {
        Map<String, UploadedFile> files = Vertx.currentContext().getLocal(FILES);
        return files == null ? Map.of() : files;
    }

    private static long announcedBytes(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private void start() {
        // A later body handler, such as that of Camel's route, must not read it again.
        ((RoutingContextInternal) context).visitHandler(RoutingContextInternal.BODY_HANDLER);
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))
                && request.version() != HttpVersion.HTTP_1_0) {
            context.response().writeContinue();
        }
        request.handler(this::take);
        request.exceptionHandler(failure -> broken());
        request.endHandler(end -> finish());
        request.resume();
    }

    /** Receiving the rest of the form and storing the files may take long. */
    private void mark() {
        List<Path> files = parts.stream().map(part -> part.path).toList();
        context.vertx().executeBlocking(() -> {
            for (Path path : files) {
                UploadedFile.mark(path);
            }
            return null;
        });
    }

    @SuppressWarnings("deprecation") // getByteBuf: getBytes would copy each piece.
    private void take(Buffer piece) {
        if (over) {
            return;
        }
        try {
            if (request.bytesRead() > body.maxBytes()) {
                throw HeadRules.tooLarge(body.maxBytes());
            }
            ByteBuf bytes = piece.getByteBuf();
            if (bytes.hasArray()) {
                parser.write(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), bytes.readableBytes());
            } else {
                byte[] copy = piece.getBytes();
                parser.write(copy, 0, copy.length);
            }
            checkTextBytes();
        } catch (ProblemException fault) {
            refuse(fault);
        }
    }

    private void checkTextBytes() {
        if (request.bytesRead() - fileBytes - parser.undecidedBytes() > body.maxTextBytes()) {
            throw ProblemException.of(
                    Kind.TOO_LARGE, "The text fields of the form exceed " + body.maxTextBytes() + " bytes.");
        }
    }

    @Override
    public void begin(PartHead head) {
        current = head;
        text = null;
        file = null;
        String name = head.name();
        if (!head.isFile()) {
            text = new ByteArrayOutputStream();
        } else if (!body.files().containsKey(name)) {
            throw field(name, body.fields().contains(name) ? "must be text, not a file" : "unknown field");
        } else if (parts.stream().anyMatch(part -> part.name().equals(name))) {
            throw field(name, "is given more than once");
        } else {
            file = new Part(head, directory.resolve(UUID.randomUUID().toString()));
        }
    }

    @Override
    public void content(byte[] bytes, int offset, int length) {
        if (file != null) {
            file.write(bytes, offset, length);
        } else if (text.size() + length <= limits.fieldBytes()) {
            text.write(bytes, offset, length);
        } else if (body.files().containsKey(current.name())) {
            throw field(current.name(), FormReader.NOT_A_FILE);
        } else {
            throw new ProblemException(Problem.of(Kind.TOO_LARGE, "A text field of the form is too large.")
                    .withErrors(List.of(
                            FieldError.ofField(current.name(), "has more than " + limits.fieldBytes() + " bytes"))));
        }
    }

    @Override
    public void end() {
        if (text != null) {
            request.formAttributes().add(current.name(), text.toString(current.charset()));
        } else if (file.size > 0 || !current.fileName().isEmpty()) {
            file.finish();
        }
        // A file input in which the user chose no file counts as an omitted field.
    }

    private void broken() {
        refuse(ProblemException.of(Kind.INVALID_REQUEST, "The form is malformed."));
    }

    private void finish() {
        if (over) {
            return;
        }
        try {
            parser.finish();
            checkTextBytes();
            complete = true;
            proceed();
        } catch (ProblemException fault) {
            refuse(fault);
        }
    }

    private void proceed() {
        if (complete && !over && parts.stream().allMatch(Part::isStored)) {
            over = true;
            Map<String, UploadedFile> files = new LinkedHashMap<>();
            parts.forEach(part -> files.put(part.name(), part.uploaded()));
            Vertx.currentContext().putLocal(FILES, files);
            context.next();
        }
    }

    /** Discards the rest of the body. */
    private void refuse(ProblemException problem) {
        if (!over) {
            over = true;
            request.resume();
            context.fail(problem);
        }
    }

    /** Deletes the files once the request is answered or its caller has disconnected. */
    private void clear() {
        over = true;
        context.vertx().cancelTimer(marking);
        space.giveBack();
        parts.forEach(Part::delete);
    }

    private static ProblemException field(String name, String detail) {
        return new ProblemException(Problem.of(Kind.INVALID_REQUEST, "The request does not match the contract.")
                .withErrors(List.of(FieldError.ofField(name, detail))));
    }

    /**
     * A file of the form. Its bytes are written in blocks, one after another. For an Idempotency-Key its digest is
     * computed while it arrives, so the file is not read again.
     */
    private final class Part {

        private final PartHead head;
        private final Path path;
        private byte[] block = new byte[0];
        private int filled;
        private int queuedBytes;
        private long size;
        private Future<Void> written = Future.succeededFuture();
        private final MessageDigest digest = UploadedFile.digest();
        private FileChannel channel;
        private boolean stored;

        Part(PartHead head, Path path) {
            this.head = head;
            this.path = path;
        }

        void write(byte[] bytes, int offset, int length) {
            if (size == 0) {
                parts.add(this);
            }
            size += length;
            fileBytes += length;
            long most = body.files().get(name());
            if (size > most) {
                throw new ProblemException(Problem.of(Kind.TOO_LARGE, "A file is too large.")
                        .withErrors(List.of(FieldError.ofField(name(), "has more than " + most + " bytes"))));
            }
            space.take(length);
            int from = offset;
            int left = length;
            while (left > 0) {
                int count = Math.min(left, blockSpace());
                System.arraycopy(bytes, from, block, filled, count);
                filled += count;
                from += count;
                left -= count;
                if (filled == BLOCK) {
                    flush();
                }
            }
        }

        /** Allocates less than a block for a small file. */
        private int blockSpace() {
            if (filled == block.length) {
                block = Arrays.copyOf(block, Math.min(BLOCK, Math.max(8 * 1024, 4 * block.length)));
            }
            return block.length - filled;
        }

        private void flush() {
            ByteBuffer bytes = ByteBuffer.wrap(block, 0, filled);
            int count = filled;
            block = new byte[0];
            filled = 0;
            queuedBytes += count;
            if (queuedBytes >= MOST_QUEUED) {
                request.pause();
            }
            then(() -> writeBlocking(bytes)).onSuccess(done -> {
                queuedBytes -= count;
                if (queuedBytes < MOST_QUEUED) {
                    request.resume();
                }
            });
        }

        /** Runs a step on a worker thread after the previous ones have succeeded. A failure fails the request. */
        private Future<Void> then(DiskStep step) {
            written = written.compose(before -> context.vertx()
                    .<Void>executeBlocking(
                            () -> {
                                step.run();
                                return null;
                            },
                            false));
            return written.onFailure(failure -> refuse(DiskReservation.full()));
        }

        private void writeBlocking(ByteBuffer bytes) throws IOException {
            if (over) {
                return;
            }
            if (channel == null) {
                channel = FileChannel.open(path, NEW_FILE, OWNER_ONLY);
            }
            digest.update(bytes.duplicate());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        /** Called when all bytes have arrived. */
        void finish() {
            if (size == 0) {
                parts.add(this);
            }
            ByteBuffer last = ByteBuffer.wrap(block, 0, filled);
            block = new byte[0];
            filled = 0;
            then(() -> {
                        writeBlocking(last);
                        closeBlocking();
                    })
                    .onSuccess(done -> {
                        stored = true;
                        proceed();
                    });
        }

        private void closeBlocking() throws IOException {
            if (channel != null) {
                channel.close();
                channel = null;
            }
        }

        boolean isStored() {
            return stored;
        }

        String name() {
            return head.name();
        }

        UploadedFile uploaded() {
            String sha256 = HexFormat.of().formatHex(digest.digest());
            return new UploadedFile(path, size, head.fileName(), sha256);
        }

        /** Deletes the file once nothing writes to it. The file of an accepted job has been moved by then. */
        void delete() {
            written.transform(end -> context.vertx()
                    .executeBlocking(
                            () -> {
                                closeBlocking();
                                Files.deleteIfExists(path);
                                return null;
                            },
                            false));
        }
    }

    private interface DiskStep {
        void run() throws IOException;
    }
}
