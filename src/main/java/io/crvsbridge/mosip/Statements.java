package io.crvsbridge.mosip;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.rdf.api.RdfConsumerException;
import com.apicatalog.rdf.api.RdfQuadConsumer;
import com.apicatalog.rdf.canon.RdfCanon;
import com.apicatalog.rdf.canon.RdfCanonTicker;

import io.crvsbridge.mosip.CredentialRefused.Cause;
import jakarta.json.JsonObject;

/**
 * What a JSON-LD document says, as RDF: the very statements that the issuer's signature covers (MOSIP contract,
 * section 5.5), with their canonical hash.
 */
final class Statements implements RdfQuadConsumer {

    /** Letters that canonicalisation may have to hash for blank nodes; an honest credential needs some thousands. */
    private static final long MAX_WORK = 100_000_000;
    private static final long LEAST_WORK_PER_STEP = 10_000;

    /** Characters that would let a name end early in the canonical text, which would then say something else. */
    private static final Pattern BROKEN_NAME = Pattern.compile("[\\x00-\\x20<>\"{}|^`\\\\]");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*");

    private final List<Statement> all = new ArrayList<>();
    private boolean broken;

    private Statements() {
    }

    /** The statements of a document whose contexts have been found pinned. */
    static Statements of(JsonObject document, PinnedContexts contexts) throws CredentialRefused {
        Statements statements = new Statements();
        try {
            JsonLd.toRdf(JsonDocument.of(document)).options(contexts.options()).provide(statements);
        } catch (JsonLdError fault) {
            throw new CredentialRefused(causeOf(fault), "JSON-LD processing failed: " + fault.getCode());
        } catch (ClassCastException | IllegalArgumentException | IllegalStateException | NullPointerException fault) {
            // The library's answers to shapes that it did not foresee.
            throw new CredentialRefused(Cause.MALFORMED, "JSON-LD processing failed: " + fault.getClass().getSimpleName());
        }
        if (statements.broken) {
            throw new CredentialRefused(Cause.MALFORMED, "The document names something that is not an IRI or a language");
        }
        return statements;
    }

    private static Cause causeOf(JsonLdError fault) {
        return switch (fault.getCode()) {
            case LOADING_DOCUMENT_FAILED, LOADING_REMOTE_CONTEXT_FAILED -> Cause.CONTEXT_NOT_PINNED;
            default -> Cause.MALFORMED;
        };
    }

    @Override
    public RdfQuadConsumer quad(String subject, String predicate, String object, String datatype, String language,
            String direction, String graph) {
        Statement statement = new Statement(subject, predicate, object, datatype, language, direction, graph);
        broken |= breaks(subject) || breaks(predicate) || breaks(datatype) || breaks(graph)
                || !statement.isLiteral() && breaks(object)
                || language != null && !LANGUAGE.matcher(language).matches();
        all.add(statement);
        return this;
    }

    private static boolean breaks(String name) {
        return name != null && BROKEN_NAME.matcher(name).find();
    }

    Stream<Statement> stream() {
        return all.stream();
    }

    /** SHA-256 over the canonical N-Quads (URDNA2015, RDFC-1.0). */
    byte[] canonicalHash() throws CredentialRefused {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            RdfCanon canon = RdfCanon.create("SHA-256", allowance());
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
    private RdfCanonTicker allowance() {
        long longest = all.stream().filter(Statements::concernsBlank).mapToLong(each -> each.object().length()).max().orElse(0);
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
