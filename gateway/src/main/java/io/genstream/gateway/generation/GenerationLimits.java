package io.genstream.gateway.generation;

import java.time.Duration;

/**
 * Limits of the generation path.
 *
 * @param bodyBytes largest JSON body
 * @param pendingRequests requests under way through this gateway; beyond: 503
 * @param pendingImages images under way through this gateway; beyond: 503
 * @param responseBytes pixels of one request, uncompressed
 * @param batchImages images in one answer record, where the request does not say
 * @param requestTimeout after which a request without an answer has failed
 * @param waitMax longest Prefer: wait
 * @param resultBytes finished requests that are kept in memory
 * @param outcomes records of requests whose outcome is known without asking again
 * @param idempotencyKeys keys that are remembered
 * @param workerQueue answers waiting for a thread that encodes them; beyond: 503
 * @param streams answers that are written while their images are made or read; beyond: 503
 * @param streamImages largest count of such a request
 */
public record GenerationLimits(
        int bodyBytes,
        int pendingRequests,
        int pendingImages,
        int imagesPerRequest,
        long responseBytes,
        int batchImages,
        Duration requestTimeout,
        Duration waitMax,
        long resultBytes,
        int outcomes,
        int idempotencyKeys,
        int workerThreads,
        int workerQueue,
        int streams,
        int streamImages) {}
