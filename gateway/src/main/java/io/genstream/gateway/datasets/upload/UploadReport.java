package io.genstream.gateway.datasets.upload;

import io.genstream.gateway.datasets.DatasetException;
import io.genstream.gateway.datasets.DatasetException.Reason;
import io.genstream.gateway.datasets.kafka.DatasetAppender.Outcome;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What became of an upload's records; the first rejections are told one by one. One thread. */
final class UploadReport {
    private static final int MAX_REJECTIONS = 100;

    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final Map<Reason, Long> rejected = new EnumMap<>(Reason.class);
    private final List<Rejection> rejections = new ArrayList<>();

    private record Rejection(String key, DatasetException why) {}

    void count(Outcome outcome) {
        outcomes.merge(outcome, 1L, Long::sum);
    }

    private long of(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    private long stored() {
        return of(Outcome.NEW) + of(Outcome.REPLACED) + of(Outcome.RELABELLED);
    }

    private long unchanged() {
        return of(Outcome.UNCHANGED);
    }

    void reject(String key, DatasetException why) {
        rejected.merge(why.reason(), 1L, Long::sum);
        if (rejections.size() < MAX_REJECTIONS) {
            rejections.add(new Rejection(key, why));
        }
    }

    private long rejected() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    long records() {
        return stored() + unchanged() + rejected();
    }

    Map<String, Long> counts() {
        return Map.of("stored", stored(), "unchanged", unchanged(), "rejected", rejected());
    }

    JsonObject json() {
        JsonObject rejectedAs = new JsonObject();
        rejected.forEach((reason, count) -> rejectedAs.put(reason.name(), count));
        JsonArray list = new JsonArray();
        rejections.forEach(rejection -> list.add(new JsonObject()
                .put("key", rejection.key())
                .put("code", rejection.why().reason().name())
                .put("reason", rejection.why().getMessage())));
        return new JsonObject()
                .put("stored", stored())
                .put("replaced", of(Outcome.REPLACED))
                .put("relabelled", of(Outcome.RELABELLED))
                .put("unchanged", unchanged())
                .put("rejected", rejected())
                .put("rejectedAs", rejectedAs)
                .put("rejections", list);
    }

    @Override
    public String toString() {
        return stored() + " stored, " + unchanged() + " unchanged, " + rejected() + " rejected";
    }
}
