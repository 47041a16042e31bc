package io.crvsbridge.credential;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.apicatalog.rdf.api.RdfConsumerException;
import com.apicatalog.rdf.api.RdfQuadConsumer;
import com.apicatalog.rdf.canon.RdfCanon;
import com.apicatalog.rdf.canon.RdfCanonTicker;

import io.crvsbridge.credential.CredentialRefused.Cause;

/**
 * SHA-256 over the canonical N-Quads of some statements (URDNA2015, now RDFC-1.0; MOSIP contract, section 5.5), with a
 * bound on the work, since blank nodes that look alike make canonicalisation try their permutations.
 */
final class CanonicalHash {

    /** Letters that canonicalisation may have to hash for blank nodes; an honest credential needs some thousands. */
    private static final long MAX_WORK = 300_000_000;
    private static final long LEAST_WORK_PER_STEP = 5_000;

    private CanonicalHash() {
    }

    static byte[] of(List<Statement> all) throws CredentialRefused {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            RdfCanon canon = RdfCanon.create("SHA-256", allowance(all));
            for (Statement each : all) {
                canon.quad(each.subject(), each.predicate(), each.object(), each.datatype(), each.language(),
                        each.direction(), each.graph());
            }
            canon.provide(new Hashing(sha256));
            return sha256.digest();
        } catch (IllegalStateException fault) {
            throw new CredentialRefused(Cause.TOO_LARGE, "The document's blank nodes demand too much work");
        } catch (RdfConsumerException fault) {
            throw new CredentialRefused(Cause.MALFORMED, "The document holds text that is not Unicode");
        } catch (NoSuchAlgorithmException fault) {
            throw new AssertionError("Every Java has SHA-256", fault);
        }
    }

    /**
     * Counts steps instead of time, so that a busy server refuses nothing that an idle one accepts. A step may hash the
     * longest text about a blank node: the longer it is, the fewer steps.
     */
    private static RdfCanonTicker allowance(List<Statement> all) {
        long longest = all.stream().filter(CanonicalHash::concernsBlank).mapToLong(each -> each.object().length()).max().orElse(0);
        long[] left = {MAX_WORK / Math.max(LEAST_WORK_PER_STEP, longest)};
        return () -> {
            if (--left[0] < 0) {
                throw new IllegalStateException("canonicalisation allowance spent");
            }
        };
    }

    private static boolean concernsBlank(Statement each) {
        return RdfQuadConsumer.isBlank(each.subject()) || each.graph() != null && RdfQuadConsumer.isBlank(each.graph());
    }

    /** Hashes each canonical line; each line once, a dataset being a set. */
    private static final class Hashing implements RdfQuadConsumer {

        private final MessageDigest digest;
        private final Set<Statement> seen = new HashSet<>();

        private Hashing(MessageDigest digest) {
            this.digest = digest;
        }

        @Override
        public RdfQuadConsumer quad(String subject, String predicate, String object, String datatype, String language,
                String direction, String graph) throws RdfConsumerException {
            Statement statement = new Statement(subject, predicate, object, datatype, language, direction, graph);
            if (seen.add(statement)) {
                try {
                    // Half a surrogate pair must not turn into the question mark that was signed.
                    digest.update(StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(statement.nquad())));
                } catch (CharacterCodingException fault) {
                    throw new RdfConsumerException(fault);
                }
            }
            return this;
        }
    }
}
