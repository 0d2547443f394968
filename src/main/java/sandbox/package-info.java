/**
 * A double of Meta's Graph API for development, tests and demos. It uses no other package, so that a misreading of Meta
 * cannot be in both.
 *
 * <p>A call: {@link sandbox.Sandbox} separates Graph calls from control calls; {@link sandbox.GraphExchange} reads one
 * ({@link sandbox.BodyReader}), applies latency and faults ({@link sandbox.Fault}) and answers; {@link sandbox.World}
 * is the one lock around all objects, checks token and score ({@link sandbox.Scores}) and calls {@link sandbox.Graph},
 * which finds the {@link sandbox.ObjectKind} of object. Each kind has a class with its table of {@link sandbox.Rules}
 * and its checks; {@link sandbox.ObjectKinds} connects them. {@link sandbox.Reading} shows objects, with {@link
 * sandbox.FieldSelection}, {@link sandbox.Filtering} and {@link sandbox.Page}. The control side is {@link
 * sandbox.ControlApi}.
 *
 * <p>A creative is checked in parts: {@link sandbox.StorySpec} and {@link sandbox.Carousel}, {@link sandbox.AssetFeed}
 * and {@link sandbox.AssetRules}, {@link sandbox.MediaSourcing}, {@link sandbox.Posts}, {@link sandbox.CallToAction},
 * {@link sandbox.CreativeFeatures}. What is refused only when an ad uses it is in {@link sandbox.CreativeFit}. An ad
 * set's parts are {@link sandbox.Targeting}, {@link sandbox.Placements}, {@link sandbox.Goals} and {@link
 * sandbox.Regulation}.
 */
package sandbox;
