package creatives;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The media of a creative, by the path of their slot.
 *
 * @param bySlot without slots that the request leaves empty
 */
record Assets(Map<String, Asset> bySlot) {

    /** The medium of a slot, or null. */
    Asset at(String path) {
        return bySlot.get(path);
    }

    /** The same with one more, or with one replaced. */
    Assets with(String path, Asset asset) {
        Map<String, Asset> more = new LinkedHashMap<>(bySlot);
        more.put(path, asset);
        return new Assets(more);
    }

    /** The medium of a slot; for a video, with the image of another slot as its thumbnail, if there is one. */
    Asset at(String path, String thumbnailPath) {
        Asset asset = at(path);
        Asset thumbnail = at(thumbnailPath);
        return thumbnail == null || !asset.isVideo() ? asset : asset.withThumbnail(thumbnail.imageHash());
    }
}
