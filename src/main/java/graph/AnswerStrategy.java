package graph;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/** Copies Meta's answer, or the remaining failure, to the exchange of the caller. */
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
