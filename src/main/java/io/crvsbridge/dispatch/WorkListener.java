package io.crvsbridge.dispatch;

import io.crvsbridge.kernel.Nudge;
import io.crvsbridge.kernel.Rush;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.TextMessage;

/** Takes nudges from the queue. Without a transaction of its own: the work list claims, calls and records in short ones. */
@MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"))
@TransactionManagement(TransactionManagementType.BEAN)
public class WorkListener implements MessageListener {

    @Inject
    Worklists worklists;

    @Inject
    Rush rush;

    @Override
    public void onMessage(Message message) {
        try {
            String text = ((TextMessage) message).getText();
            rush.stepBack();
            int colon = text.indexOf(':');
            worklists.advance(new Nudge(text.substring(0, colon), text.substring(colon + 1)));
        } catch (JMSException e) {
            throw new IllegalStateException("A nudge could not be read; its row is swept later", e);
        }
    }
}
