package creatives;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds of creatives. */
final class Kinds {

    private static final Map<String, CreativeKind> BY_NAME =
            List.of(new ImageKind(), new VideoKind(), new CarouselKind(), new PlacementsKind(), new PostKind()).stream()
                    .collect(Collectors.toMap(CreativeKind::name, Function.identity()));

    /** Their names, in the order of the documentation. */
    static final List<String> NAMES =
            List.of(ImageKind.NAME, VideoKind.NAME, CarouselKind.NAME, PlacementsKind.NAME, PostKind.NAME);

    private Kinds() {}

    static CreativeKind named(String name) {
        return BY_NAME.get(name);
    }
}
