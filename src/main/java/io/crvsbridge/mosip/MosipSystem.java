package io.crvsbridge.mosip;

import io.crvsbridge.identity.NationalIdSystem;
import io.crvsbridge.identity.Recovery;
import io.crvsbridge.identity.Reply;
import io.crvsbridge.identity.Standing;
import io.crvsbridge.identity.Submission;
import io.crvsbridge.kernel.BadSetting;
import io.crvsbridge.kernel.PeerAnswer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** MOSIP as the national ID system: a packet is deposited at its packet manager, a workflow instance started over it. */
@Singleton
public class MosipSystem implements NationalIdSystem {

    private final MosipSettings settings;
    private final MosipAuth auth;
    private final MosipGateway gateway;
    private final StatusSettings status;
    private final MosipInquiry inquiry;
    private final CredentialRequests credentials;
    private final Clock clock;

    @Inject
    MosipSystem(MosipSettings settings, MosipAuth auth, MosipGateway gateway, StatusSettings status, MosipInquiry inquiry, CredentialRequests credentials, Clock clock) {
        this.settings = settings;
        this.auth = auth;
        this.gateway = gateway;
        this.status = status;
        this.inquiry = inquiry;
        this.credentials = credentials;
        this.clock = clock;
    }

    @Override
    public String newReference(long number, Instant at) {
        return RegistrationId.of(settings.station(), number, at);
    }

    @Override
    public boolean runs(String process) {
        return settings.process(process).isPresent();
    }

    @Override
    public List<String> missing() {
        return settings.missingMetadata();
    }

    @Override
    public Reply deposit(Submission submission) {
        return reply(() -> {
            if (settings.officer().isEmpty()) {
                throw new BadSetting("MOSIP is not configured: MOSIP_OFFICER_ID is not set, and MOSIP fails packets without an officer");
            }
            String body = new PacketRequest(submission, process(submission), settings.source(), settings.station(), settings.officer())
                    .json(clock.instant());
            PeerAnswer answer = auth.call(MosipAuth.Account.PACKETS,
                    token -> MosipGateway.reach(() -> gateway.createPacket(settings.createPacket(), token, body)));
            return PacketAnswer.read(answer, submission.reference());
        });
    }

    @Override
    public Reply start(Submission submission) {
        return reply(() -> {
            String body = new WorkflowRequest(submission, process(submission), settings.source()).json(clock.instant());
            PeerAnswer answer = auth.call(MosipAuth.Account.PACKETS,
                    token -> MosipGateway.reach(() -> gateway.startWorkflow(settings.processPacket(), token, body)));
            return WorkflowAnswer.read(answer);
        });
    }

    @Override
    public boolean answersInquiries() {
        return status.missing().isEmpty();
    }

    @Override
    public Map<String, Standing> inquire(List<String> references, Duration time) {
        return inquiry.standings(references, time);
    }

    @Override
    public Recovery recover(String reference, Optional<String> request) {
        return credentials.recover(reference, request);
    }

    /** A process that is no longer set up may be set up again. */
    private String process(Submission submission) {
        return settings.process(submission.process()).orElseThrow(() -> new BadSetting("MOSIP is not configured: " + submission.process() + " is not set"));
    }

    private static Reply reply(Supplier<Reply> call) {
        try {
            return call.get();
        } catch (MosipUnavailable | BadSetting e) {
            return new Reply.Unavailable(e.getMessage());
        }
    }
}
