package io.crvsbridge.middleware;

import io.crvsbridge.kernel.BoundedJson;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request: a JSON object of bounded size, or a problem that says what it should have been. */
final class JsonBody {

    private JsonBody() {}

    static JsonObject read(HttpHeaders headers, InputStream body, int most) {
        if (!isJson(headers.getHeaderString(HttpHeaders.CONTENT_TYPE))) {
            throw new Problem(ProblemType.WRONG_TYPE, "application/json is needed");
        }
        if (headers.getLength() > most) {
            throw tooLarge(most);
        }
        byte[] bytes = whole(body, most);
        try {
            return BoundedJson.read(bytes);
        } catch (BoundedJson.Unfit e) {
            throw e.tooLarge() ? tooLarge(most) : new Problem(ProblemType.CALLER_ERROR, e.getMessage());
        }
    }

    private static byte[] whole(InputStream body, int most) {
        byte[] bytes;
        try {
            bytes = body.readNBytes(most + 1);
        } catch (IOException e) {
            throw new Problem(ProblemType.CALLER_ERROR, "The body broke off or is not what its headers say");
        }
        if (bytes.length > most) {
            throw tooLarge(most);
        }
        return bytes;
    }

    private static Problem tooLarge(int most) {
        return new Problem(ProblemType.TOO_LARGE, "At most " + most + " bytes are taken");
    }

    /** What is no content type at all is another one than JSON. */
    private static boolean isJson(String contentType) {
        try {
            MediaType type = MediaType.valueOf(contentType);
            return MediaType.APPLICATION_JSON_TYPE.isCompatible(type) && !type.isWildcardType() && !type.isWildcardSubtype();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
