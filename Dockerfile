# One image for all roles: the variable ROLES selects the roles of a container.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml .
COPY src/main src/main
# `mvn verify` checks tests and format.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q package -Dmaven.test.skip=true -Dspotless.check.skip=true

FROM eclipse-temurin:17-jre-noble
# A named volume mounted at /data/blob inherits this owner.
RUN groupadd --system --gid 10001 creative \
    && useradd --system --uid 10001 --gid creative --no-create-home --home-dir /nonexistent creative \
    && install -d -o creative -g creative /data/blob

WORKDIR /app
# The libraries change least often.
COPY --from=build /build/target/quarkus-app/lib/ lib/
COPY --from=build /build/target/quarkus-app/quarkus/ quarkus/
COPY --from=build /build/target/quarkus-app/app/ app/
COPY --from=build /build/target/quarkus-app/quarkus-run.jar ./
COPY bin/ bin/
# An archive of the loaded classes (AppCDS), which halves the start time, on top of the JDK's own archive.
RUN java -Xshare:dump >/dev/null && bin/creative-service archive

# The root file system may be read-only: only the blob store and /tmp are written.
VOLUME /data/blob
USER 10001:10001
ENV BLOB_DIR=/data/blob \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError"
EXPOSE 8080
STOPSIGNAL SIGTERM

# Only liveness: an unavailable database is no reason to restart this container.
HEALTHCHECK --interval=5s --timeout=3s --start-period=90s --retries=3 \
    CMD curl -fsS -o /dev/null "http://localhost:${MANAGEMENT_PORT:-${PORT:-8080}}/q/health/live"

ENTRYPOINT ["bin/creative-service"]
