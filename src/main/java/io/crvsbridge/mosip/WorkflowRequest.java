package io.crvsbridge.mosip;

import io.crvsbridge.identity.Submission;
import io.crvsbridge.kernel.JsonMaking;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The body of workflowinstance (MOSIP contract, section 3.1). */
record WorkflowRequest(Submission submission, String process, String source) {

    private static final List<String> TOLD = List.of("name", "phone", "email");

    String json(Instant now) {
        return JsonMaking.object()
                .add("id", "mosip.registration.processor.workflow.instance")
                .add("version", "v1")
                .add("requesttime", WireTime.of(now))
                .add("request", JsonMaking.object()
                        .add("registrationId", submission.reference())
                        .add("process", process)
                        .add("source", source)
                        .add("additionalInfoReqId", "")
                        .add("notificationInfo", PacketRequest.texts(told())))
                .build().toString();
    }

    private Map<String, String> told() {
        Map<String, String> told = new LinkedHashMap<>();
        TOLD.stream().filter(submission.notification()::containsKey).forEach(key -> told.put(key, submission.notification().get(key)));
        return told;
    }

    /** Masked: the notification is a person's data. */
    @Override
    public String toString() {
        return "WorkflowRequest[" + submission + "]";
    }
}
