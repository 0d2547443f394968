package graph;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/** Brings Meta's answer, or the failure that was left of it, back to the exchange that asked. */
public class AnswerStrategy implements AggregationStrategy {

    @Override
    public Exchange aggregate(Exchange asking, Exchange answered) {
        if (answered.getException() != null) {
            asking.setException(answered.getException());
        } else {
            asking.getMessage().setBody(answered.getMessage().getBody());
        }
        return asking;
    }
}
