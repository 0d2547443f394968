package webhooks;

/** The job has no such delivery. */
public class DeliveryNotFoundException extends RuntimeException {

    public DeliveryNotFoundException(String deliveryId) {
        super("The job has no webhook delivery '" + deliveryId + "'.", null, false, false);
    }
}
