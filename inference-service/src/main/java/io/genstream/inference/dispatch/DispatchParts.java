package io.genstream.inference.dispatch;

import io.genstream.inference.batching.BatchScheduler;
import io.genstream.inference.delivery.ResultSink;
import io.genstream.inference.request.Cancellations;
import io.genstream.inference.request.Lane;
import io.genstream.inference.version.Catalogue;
import io.genstream.inference.version.VersionPool;
import java.time.Clock;
import java.util.Map;

/**
 * What a {@link Dispatcher} works with.
 *
 * @param replyPartitions of the topic that each lane is answered on
 */
public record DispatchParts(
        Catalogue catalogue,
        VersionPool versions,
        BatchScheduler scheduler,
        ActiveRequests active,
        Cancellations cancellations,
        Endings endings,
        DeferredRequests deferred,
        ResultSink sink,
        Map<Lane, Integer> replyPartitions,
        Clock clock) {}
