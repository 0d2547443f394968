/**
 * A Graph API of our own, for development, tests and demos; it uses no other room, so that an error in our reading of
 * Meta cannot be in both.
 *
 * <p>The way of a call: {@link sandbox.Sandbox} tells Graph calls from control calls; {@link sandbox.GraphExchange}
 * reads one ({@link sandbox.BodyReader}), applies latency and faults ({@link sandbox.Fault}) and answers; {@link
 * sandbox.World} is the one lock around everything known, checks token and score ({@link sandbox.Scores}) and hands over
 * to {@link sandbox.Graph}, which finds the {@link sandbox.Kind} of object that is meant. Each kind has a class with its
 * table of {@link sandbox.Rules} and its checks. {@link sandbox.FieldSelection} and {@link sandbox.Page} shape what is
 * read. The control side is {@link sandbox.ControlApi}.
 */
package sandbox;
