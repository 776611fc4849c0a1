# Afterclick for a container: docker build -t afterclick .
# docs/operate.md says how it is meant to be run and what of this has been tried.

# A tag can be moved to another image. To build on the very image you have checked, give its digest:
#   docker build --build-arg NODE_IMAGE=node:24-slim@sha256:… -t afterclick .
ARG NODE_IMAGE=node:24-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
# The install depends on these alone, so that a change of the source does not repeat it.
COPY package.json package-lock.json .npmrc prisma.config.ts ./
COPY prisma ./prisma
COPY scripts/generate.mjs ./scripts/generate.mjs
RUN npm ci
COPY . .
# Writes the bundle with its SBOM under .next, then leaves only what runs.
RUN npm run build && npm prune --omit=dev --ignore-scripts && rm -rf .next/cache e2e bench docs deploy

FROM ${NODE_IMAGE}
ENV NODE_ENV=production \
    NEXT_TELEMETRY_DISABLED=1 \
    LISTEN_HOST=0.0.0.0 \
    PORT=3000 \
    DATA_DIRECTORY=/data
WORKDIR /app
# Everything belongs to root and is only read: the process can change nothing but /data and /tmp.
COPY --from=build /app ./
RUN install --directory --owner=1000 --group=1000 --mode=0700 /data
USER 1000:1000
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
# The image has no curl, and needs none.
HEALTHCHECK --interval=15s --timeout=5s --start-period=90s --retries=3 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Not npm: it would stand between the signal and the product.
CMD ["node", "--max-old-space-size=1024", "--import", "tsx", "scripts/serve.ts"]
