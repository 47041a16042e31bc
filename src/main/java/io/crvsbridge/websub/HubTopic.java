package io.crvsbridge.websub;

import io.crvsbridge.delivery.MessageKind;
import java.net.URI;

/**
 * A topic that we want, and where its messages are to come.
 *
 * @param name   as the hub knows it
 * @param secret with which the hub is to sign them
 */
record HubTopic(MessageKind kind, String name, URI callback, String secret) {

    /** Masked: the secret. */
    @Override
    public String toString() {
        return "HubTopic[" + name + "]";
    }
}
