# One build, three images: serving carries no Spark, stream carries neither Spark nor the web, nightly has the rest.
#   docker build --target serving -t slate-serving .
FROM maven:3.9.11-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/var/cache/maven \
    mvn -q -B -Dmaven.repo.local=/var/cache/maven -Pquick package -DskipTests -pl serving,pipelines/streaming,pipelines/nightly,pipelines/scheduler,pipelines/local -am \
 && deploy/assemble serving /images/serving \
 && deploy/assemble pipelines/streaming /images/stream \
 && deploy/assemble pipelines/nightly,pipelines/scheduler,pipelines/local /images/nightly

FROM eclipse-temurin:25.0.1_8-jdk AS base
RUN useradd --system --uid 10001 --home-dir /data slate && mkdir /data && chown slate /data
ENV SLATE_NO_BUILD=1 SLATE_HOME=/data SLATE_HTTP_HOST=0.0.0.0 SLATE_FEATURES_HOST=0.0.0.0 SLATE_STREAM_METRICS_HOST=0.0.0.0
WORKDIR /data
VOLUME /data
USER slate
ENTRYPOINT ["/opt/slate/slate"]

FROM base AS serving
COPY --from=build /images/serving /opt/slate
EXPOSE 8080 6566
CMD ["serve"]

FROM base AS stream
COPY --from=build /images/stream /opt/slate
CMD ["stream"]

FROM base AS nightly
COPY --from=build /images/nightly /opt/slate
CMD ["schedule"]
