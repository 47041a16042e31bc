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
import java.util.logging.Level;
import java.util.logging.Logger;

/** Takes nudges from the queue. Without a transaction of its own: the work list claims, calls and records in short ones. */
@MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"))
@TransactionManagement(TransactionManagementType.BEAN)
public class WorkListener implements MessageListener {

    private static final Logger LOG = Logger.getLogger(WorkListener.class.getName());

    @Inject
    Worklists worklists;

    @Inject
    Nudger nudger;

    @Inject
    Rush rush;

    /** Never throws: a nudge is not to be brought again, since its row is swept. */
    @Override
    public void onMessage(Message message) {
        nudger.taken();
        try {
            String text = ((TextMessage) message).getText();
            rush.stepBack();
            int colon = text.indexOf(':');
            worklists.advance(new Nudge(text.substring(0, colon), text.substring(colon + 1)));
        } catch (JMSException | RuntimeException | Error e) {
            LOG.log(Level.WARNING, e, () -> "CB306 A nudge came to nothing (" + e.getClass().getSimpleName() + "); its row is swept later");
        }
    }
}
