package io.genstream.inference.request.kafka;

import io.genstream.inference.dispatch.Dispatcher.Admission;
import io.genstream.inference.dispatch.Endings;
import io.genstream.inference.request.FailureCode;
import io.genstream.inference.request.Lane;
import io.genstream.inference.request.RequestEnd;
import io.genstream.inference.request.RequestIdentity;
import io.genstream.inference.request.Ticket;
import io.genstream.schemas.avro.AugmentationRequest;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/** Answers augmentation requests: with a failure that says so, as this release generates only. */
final class AugmentationRefusal implements RecordHandler<AugmentationRequest> {
    private static final RequestEnd UNAVAILABLE = RequestEnd.failed(
            FailureCode.AUGMENTATION_UNAVAILABLE,
            "This release does not augment pictures; ask for generated ones through generation-requests");

    private final Endings endings;

    AugmentationRefusal(Endings endings) {
        this.endings = endings;
    }

    @Override
    public Admission handle(AugmentationRequest request, Headers headers, Ticket ticket) {
        UnanswerableException.requireId(request.getRequestId());
        long images = Math.max(0, (long) request.getSources().size() * request.getVariantsPerImage());
        RequestIdentity identity = new RequestIdentity(
                request.getRequestId(),
                0,
                (int) Math.min(Integer.MAX_VALUE, images),
                images,
                request.getModel() == null ? "" : request.getModel());
        endings.end(identity, Lane.USERS, Optional.ofNullable(request.getVersion()), ticket, UNAVAILABLE);
        return Admission.TAKEN;
    }
}
