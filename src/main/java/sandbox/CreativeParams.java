package sandbox;

import static sandbox.Rule.Form.BOOLEAN;
import static sandbox.Rule.Form.LIST;
import static sandbox.Rule.Form.OBJECT;
import static sandbox.Rule.of;
import static sandbox.Rule.oneOf;
import static sandbox.Rule.text;

/** The parameters of creatives, as {@code POST /act_…/adcreatives} of v26 takes them. All are kept and read back. */
final class CreativeParams {
    private static final int NAME_LENGTH = 100;
    private static final Rule NAME = text(LabelledNodes.NAME).atMost(NAME_LENGTH);
    private static final Rule LABELS = of(LabelledNodes.ADLABELS, LIST);

    static final Rules CREATE = Rules.of(
            NAME,
            LABELS,
            of(StorySpec.NAME, OBJECT),
            of(AssetFeed.NAME, OBJECT),
            of(MediaSourcing.NAME, OBJECT),
            of(CreativeFeatures.NAME, OBJECT),
            text(Posts.POST),
            text(Posts.INSTAGRAM),
            text("actor_id"),
            of("ad_disclaimer_spec", OBJECT),
            text("applink_treatment"),
            oneOf("authorization_category", "NONE POLITICAL POLITICAL_WITH_DIGITALLY_CREATED_MEDIA"),
            text("body"),
            of("branded_content", OBJECT),
            text("branded_content_sponsor_page_id"),
            text("bundle_folder_id"),
            of("call_to_action", OBJECT),
            text("categorization_criteria"),
            text("category_media_source"),
            of("contextual_multi_ads", OBJECT),
            of("creative_sourcing_spec", OBJECT),
            text("destination_set_id"),
            of("destination_spec", OBJECT),
            text("dynamic_ad_voice"),
            of("enable_launch_instant_app", BOOLEAN),
            text("existing_post_title"),
            of("facebook_branded_content", OBJECT),
            of("format_transformation_spec", LIST),
            of("generative_asset_spec", OBJECT),
            of("image_crops", OBJECT),
            text("image_hash"),
            text("image_url"),
            of("instagram_branded_content", OBJECT),
            text("instagram_permalink_url"),
            text("instagram_user_id"),
            of("interactive_components_spec", OBJECT),
            text("link_og_id"),
            text("link_url"),
            text("object_id"),
            text("object_type"),
            text("object_url"),
            of("omnichannel_link_spec", OBJECT),
            text("page_welcome_message"),
            text("place_page_set_id"),
            of("platform_customizations", OBJECT),
            text("playable_asset_id"),
            of("portrait_customizations", OBJECT),
            text("product_set_id"),
            of("recommender_settings", OBJECT),
            of("regional_regulation_disclaimer_spec", OBJECT),
            text("source_facebook_post_id"),
            text("template_url"),
            of("template_url_spec", OBJECT),
            text("thumbnail_url"),
            text("title"),
            text("url_tags"),
            of("use_page_actor_override", BOOLEAN),
            of("wamo_whatsapp_identity_spec", OBJECT));

    static final Rules UPDATE = Rules.of(NAME, LABELS, oneOf(Entity.STATUS, "ACTIVE IN_PROCESS WITH_ISSUES DELETED"));

    private CreativeParams() {}
}
