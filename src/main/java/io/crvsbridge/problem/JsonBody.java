package io.crvsbridge.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;

/** Reads the body of a request that must be JSON by its type, and no larger than it may. What it says is for whoever asked for it to look at. */
public final class JsonBody {

    private JsonBody() {}

    /** @param most bytes @throws Problem WRONG_TYPE, TOO_LARGE, UNREADABLE when it breaks off */
    public static byte[] bytes(HttpHeaders headers, InputStream body, int most) {
        if (!isJson(headers.getHeaderString(HttpHeaders.CONTENT_TYPE))) {
            throw new Problem(ProblemType.WRONG_TYPE, "application/json is needed");
        }
        byte[] bytes = headers.getLength() > most ? null : whole(body, most);
        if (bytes == null || bytes.length > most) {
            throw new Problem(ProblemType.TOO_LARGE, "At most " + most + " bytes are taken");
        }
        return bytes;
    }

    /** Up to one byte more than it may have. */
    private static byte[] whole(InputStream body, int most) {
        try {
            return body.readNBytes(most + 1);
        } catch (IOException e) {
            throw new Problem(ProblemType.UNREADABLE, "The body broke off or is not what its headers say");
        }
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
