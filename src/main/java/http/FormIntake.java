package http;

import http.Problem.FieldError;
import http.Problem.Kind;
import io.netty.handler.codec.DecoderException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.FileUpload;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Reads a form with files. A file goes to the uploads directory while it comes, under a name of the service's own; what
 * the call does not know, what is there twice and what is larger than allowed ends the reading at once. All files are
 * gone when the request is.
 */
final class FormIntake {

    /**
     * How long files may still be written after the last byte came. A form without its closing boundary never gets
     * done; this ends it.
     */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final RoutingContext context;
    private final HttpServerRequest request;
    private final Operation.Body body;
    private final Path directory;
    private final UploadSpace.Share space;
    private final List<Part> parts = new ArrayList<>();
    private long fileBytes;
    private long marking;
    private boolean complete;
    private boolean over;

    private FormIntake(RoutingContext context, Operation.Body body, Path directory, UploadSpace.Share space) {
        this.context = context;
        this.request = context.request();
        this.body = body;
        this.directory = directory;
        this.space = space;
    }

    /**
     * Reads the form of a request, which then goes on to its next handler. Whatever is wrong fails the request.
     *
     * @param marks how often the files of a request under way are marked as in use, lest they be swept away
     */
    static void read(RoutingContext context, Operation.Body body, Path directory, UploadSpace space, Duration marks) {
        FormIntake intake = new FormIntake(
                context,
                body,
                directory,
                space.share(Identities.shareOwner(context.user()), announcedBytes(context.request())));
        context.addEndHandler(end -> {
            // A form that cannot be taken apart is told here, before the request's own handler hears of it.
            if (end.failed()) {
                intake.broken(end.cause());
            }
            intake.clear();
        });
        intake.marking = context.vertx().setPeriodic(marks.toMillis(), time -> intake.mark());
        intake.begin();
    }

    private static long announcedBytes(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private void begin() {
        // A body handler further on, such as that of Camel's own route, finds it read.
        ((RoutingContextInternal) context).visitHandler(RoutingContextInternal.BODY_HANDLER);
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))
                && request.version() != HttpVersion.HTTP_1_0) {
            context.response().writeContinue();
        }
        request.setExpectMultipart(true);
        request.uploadHandler(this::begin);
        request.handler(this::count);
        request.exceptionHandler(this::broken);
        request.endHandler(end -> complete());
        request.resume();
    }

    /** The rest of the form may take long to come, and the files to get to where they are kept. */
    private void mark() {
        List<Path> files = parts.stream().map(part -> part.path).toList();
        context.vertx().executeBlocking(() -> {
            for (Path file : files) {
                UploadedFile.mark(file);
            }
            return null;
        });
    }

    private void begin(HttpServerFileUpload upload) {
        String name = upload.name();
        if (!body.files().containsKey(name)) {
            refuse(field(
                    name, body.fields().contains(name) ? "must be text, not a file" : "is not a field of this call"));
        } else if (parts.stream().anyMatch(part -> part.name().equals(name))) {
            refuse(field(name, "is given more than once"));
        }
        if (over) {
            return;
        }
        Part part = new Part(upload, directory.resolve(UUID.randomUUID().toString()));
        parts.add(part);
        context.fileUploads().add(part);
        part.store();
    }

    /** All that comes, whatever it belongs to. */
    private void count(Buffer bytes) {
        if (request.bytesRead() > body.maxBytes()) {
            refuse(HeadRules.tooLarge(body.maxBytes()));
        }
    }

    private void broken(Throwable failure) {
        if (failure instanceof DecoderException
                && String.valueOf(failure.getMessage()).contains("Size exceed")) {
            refuse(ProblemException.of(Kind.TOO_LARGE, "A text of the form is larger than allowed."));
        } else {
            refuse(ProblemException.of(Kind.INVALID_REQUEST, "The form cannot be read."));
        }
    }

    private void complete() {
        complete = true;
        proceed();
        if (!over) {
            context.vertx()
                    .setTimer(
                            GRACE.toMillis(),
                            timer -> refuse(ProblemException.of(
                                    Kind.INVALID_REQUEST, "The form ends before its closing boundary.")));
        }
    }

    private void proceed() {
        if (!complete || over || !parts.stream().allMatch(Part::isStored)) {
            return;
        }
        if (request.bytesRead() - fileBytes > body.maxTextBytes()) {
            refuse(ProblemException.of(
                    Kind.TOO_LARGE, "Without its files the form is larger than " + body.maxTextBytes() + " bytes."));
            return;
        }
        over = true;
        context.next();
    }

    private void refuse(ProblemException problem) {
        if (!over) {
            over = true;
            context.fail(problem);
        }
    }

    /** The request is answered, or its caller is gone. */
    private void clear() {
        over = true;
        context.vertx().cancelTimer(marking);
        space.giveBack();
        parts.forEach(Part::remove);
    }

    private static ProblemException field(String name, String detail) {
        return new ProblemException(Problem.of(Kind.INVALID_REQUEST, "The request does not match the contract.")
                .withErrors(List.of(FieldError.ofField(name, detail))));
    }

    /** A file of the form, on its way to the disk. */
    private final class Part implements FileUpload {

        private final HttpServerFileUpload upload;
        private final Path path;
        private AsyncFile file;
        private long size;
        private boolean stored;

        Part(HttpServerFileUpload upload, Path path) {
            this.upload = upload;
            this.path = path;
        }

        void store() {
            upload.pause();
            upload.handler(this::write).endHandler(end -> close());
            context.vertx()
                    .fileSystem()
                    .open(path.toString(), new OpenOptions().setCreateNew(true).setRead(false))
                    .onSuccess(opened -> {
                        file = opened;
                        if (over) {
                            remove();
                        } else {
                            file.exceptionHandler(failure -> full());
                            upload.resume();
                        }
                    })
                    .onFailure(failure -> full());
        }

        private void write(Buffer bytes) {
            if (over) {
                return;
            }
            size += bytes.length();
            fileBytes += bytes.length();
            long most = body.files().get(name());
            if (size > most) {
                refuse(tooLarge(most));
                return;
            }
            try {
                space.take(bytes.length());
            } catch (ProblemException full) {
                refuse(full);
                return;
            }
            file.write(bytes).onFailure(failure -> full());
            if (file.writeQueueFull()) {
                upload.pause();
                file.drainHandler(drained -> upload.resume());
            }
        }

        private ProblemException tooLarge(long most) {
            return new ProblemException(Problem.of(Kind.TOO_LARGE, "A file is larger than allowed.")
                    .withErrors(List.of(FieldError.ofField(name(), "has more than " + most + " bytes"))));
        }

        private void close() {
            if (over) {
                return;
            }
            AsyncFile written = file;
            file = null;
            written.close()
                    .onSuccess(closed -> {
                        stored = true;
                        proceed();
                    })
                    .onFailure(failure -> full());
        }

        private void full() {
            refuse(UploadSpace.full());
        }

        boolean isStored() {
            return stored;
        }

        /** A file whose job was accepted is elsewhere by now. */
        void remove() {
            if (file != null) {
                AsyncFile open = file;
                file = null;
                open.close().onComplete(closed -> delete());
            } else {
                delete();
            }
        }

        @Override
        public String name() {
            return upload.name();
        }

        @Override
        public String uploadedFileName() {
            return path.toString();
        }

        @Override
        public String fileName() {
            return upload.filename();
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public String contentType() {
            return upload.contentType();
        }

        @Override
        public String contentTransferEncoding() {
            return upload.contentTransferEncoding();
        }

        @Override
        public String charSet() {
            return upload.charset();
        }

        @Override
        public boolean cancel() {
            return false;
        }

        @Override
        public Future<Void> delete() {
            return context.vertx().fileSystem().delete(path.toString());
        }
    }
}
