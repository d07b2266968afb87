# One image for every service; the command says which: gateway, inference, trainer, eval (deploy/bin/genstream-service).
#   docker build -t genstream:0.1.0 .                               from source, in a Maven stage
#   docker build -t genstream:0.1.0 --target runtime-prebuilt .     from standalone/target/genstream, which `mvn package` filled
ARG BASE_IMAGE=eclipse-temurin:17.0.16_8-jre
ARG MAVEN_IMAGE=maven:3.9.11-eclipse-temurin-17

FROM ${BASE_IMAGE} AS base
# the CUDA base brings no Java
RUN command -v java >/dev/null \
    || (apt-get update && apt-get install -y --no-install-recommends openjdk-17-jre-headless && rm -rf /var/lib/apt/lists/*)
# a volume mounted here takes over its owner
RUN groupadd --gid 10001 genstream \
    && useradd --uid 10001 --gid genstream --home-dir /var/lib/genstream --shell /usr/sbin/nologin genstream \
    && mkdir -p /opt/genstream/lib /opt/genstream/own /var/lib/genstream/streams /var/lib/genstream/djl \
    && chown -R genstream:genstream /var/lib/genstream
COPY deploy/bin/ /usr/local/bin/
COPY deploy/config/ /etc/genstream/
# a JVM in the POSIX locale cannot tell file names beyond ASCII
ENV LC_ALL=C.UTF-8 DJL_CACHE_DIR=/var/lib/genstream/djl
WORKDIR /var/lib/genstream
USER 10001:10001
EXPOSE 8080 8081
ENTRYPOINT ["genstream-service"]

FROM base AS runtime-prebuilt
COPY standalone/target/genstream/ /opt/genstream/lib/

FROM ${MAVEN_IMAGE} AS build
# another artifact of ONNX Runtime, say: docker-compose.cuda.yml
ARG MAVEN_FLAGS=""
WORKDIR /source
COPY . .
RUN mvn --batch-mode --no-transfer-progress ${MAVEN_FLAGS} \
      -DskipTests -Dspotless.check.skip -Dcheckstyle.skip -Djacoco.skip -pl standalone -am package
# what changes seldom is a layer of its own
RUN mkdir /own && mv standalone/target/genstream/genstream-*.jar /own/

FROM base AS runtime
COPY --from=build /source/standalone/target/genstream/ /opt/genstream/lib/
COPY --from=build /own/ /opt/genstream/own/
