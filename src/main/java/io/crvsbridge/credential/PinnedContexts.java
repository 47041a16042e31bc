package io.crvsbridge.credential;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.document.Document;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.jsonld.loader.DocumentLoader;
import com.apicatalog.jsonld.loader.DocumentLoaderOptions;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;

/**
 * The JSON-LD contexts that a credential may name, read once from beside the code or from a directory, and never from
 * the network (MOSIP contract, section 5.5). Whoever could choose a context could choose what the signed words mean.
 */
public final class PinnedContexts implements DocumentLoader {

    private static final String SHIPPED = "/mosip/contexts/";
    private static final String INDEX = "index.json";
    private static final JsonProvider JSON = JsonProvider.provider();

    private final Map<String, JsonObject> documents;
    private final Expansions expansions = new Expansions(this::options);

    private PinnedContexts(Map<String, JsonObject> documents) {
        this.documents = Map.copyOf(documents);
    }

    /** The contexts that come with the server. */
    public static PinnedContexts shipped() {
        return read("shipped contexts", name -> {
            InputStream in = PinnedContexts.class.getResourceAsStream(SHIPPED + name);
            if (in == null) {
                throw new NoSuchFileException(SHIPPED + name);
            }
            return in;
        });
    }

    /** The contexts of a directory: {@code index.json} maps each URL to a file beside it. */
    public static PinnedContexts from(Path directory) {
        return read(directory.toString(), name -> Files.newInputStream(directory.resolve(name)));
    }

    private static PinnedContexts read(String place, Opener opener) {
        Map<String, String> files = new LinkedHashMap<>();
        parsed(place, INDEX, opener).forEach((url, file) -> files.put(checkedUrl(place, url), fileName(place, url, file)));
        if (files.isEmpty()) {
            throw new IllegalArgumentException("JSON-LD contexts, " + place + ": " + INDEX + " names no context");
        }
        Map<String, JsonObject> documents = new LinkedHashMap<>();
        files.forEach((url, file) -> documents.put(url, context(place, file, opener)));
        PinnedContexts contexts = new PinnedContexts(documents);
        files.forEach((url, file) -> contexts.tryOut(place, url, file));
        return contexts;
    }

    private static String checkedUrl(String place, String url) {
        try {
            if (URI.create(url).isAbsolute()) {
                return url;
            }
        } catch (IllegalArgumentException fault) {
            // Told below, with the place.
        }
        throw new IllegalArgumentException("JSON-LD contexts, " + place + ": " + INDEX + " has a key that is no URL: " + url);
    }

    private static String fileName(String place, String url, JsonValue file) {
        if (file instanceof JsonString name && name.getString().matches("[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
            return name.getString();
        }
        throw new IllegalArgumentException(
                "JSON-LD contexts, " + place + ": " + INDEX + " must give " + url + " the plain name of a file beside it");
    }

    private static JsonObject context(String place, String file, Opener opener) {
        JsonObject document = parsed(place, file, opener);
        if (!document.containsKey("@context")) {
            throw new IllegalArgumentException("JSON-LD contexts, " + place + ": " + file + " has no @context");
        }
        return document;
    }

    private static JsonObject parsed(String place, String file, Opener opener) {
        try (InputStream in = opener.open(file); JsonReader reader = JSON.createReader(in)) {
            return reader.readObject();
        } catch (NoSuchFileException fault) {
            throw new IllegalArgumentException("JSON-LD contexts, " + place + ": " + file + " is missing", fault);
        } catch (IOException fault) {
            throw new UncheckedIOException("JSON-LD contexts, " + place + ": " + file + " cannot be read", fault);
        } catch (JsonException | IllegalStateException fault) {
            throw new IllegalArgumentException("JSON-LD contexts, " + place + ": " + file + " is not a JSON object", fault);
        }
    }

    /** A context that is broken, or builds on one not pinned, shall be found at start and not at the first credential. */
    private void tryOut(String place, String url, String file) {
        JsonObject probe = JSON.createObjectBuilder().add("@context", url).add("urn:probe", "probe").build();
        try {
            JsonLd.expand(JsonDocument.of(probe)).options(options()).get();
        } catch (JsonLdError fault) {
            throw new IllegalArgumentException(
                    "JSON-LD contexts, " + place + ": " + file + " cannot be used: " + fault.getMessage(), fault);
        }
    }

    boolean holds(String url) {
        return documents.containsKey(url);
    }

    /** The expanded form of a document whose contexts are pinned. */
    JsonArray expanded(JsonObject document) throws JsonLdError {
        return expansions.of(document);
    }

    /** Fresh options each time: the library's caches behind them are not made for several threads. */
    JsonLdOptions options() {
        return new JsonLdOptions(this);
    }

    @Override
    public Document loadDocument(URI url, DocumentLoaderOptions options) throws JsonLdError {
        JsonObject document = documents.get(url.toString());
        if (document == null) {
            throw new JsonLdError(JsonLdErrorCode.LOADING_DOCUMENT_FAILED, "a context that is not pinned");
        }
        JsonDocument served = JsonDocument.of(document);
        served.setDocumentUrl(url);
        return served;
    }

    @FunctionalInterface
    private interface Opener {
        InputStream open(String name) throws IOException;
    }
}
