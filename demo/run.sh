#!/bin/sh
# Creates a campaign with all objects up to an ad with a video, call by call. All objects are paused.
#
#   API=http://localhost:8080 demo/run.sh                       # dev mode needs no key
#   API=http://localhost:8080 KEY=cs_… demo/run.sh              # with a client's key
#   API=http://localhost:8080 ADMIN_API_KEY=… demo/run.sh       # registers the client and creates a key first
#
# Needs curl.
set -eu

api=${API:-http://localhost:8080}
client=${CLIENT_ID:-francisco}
media=$(dirname "$0")
key=${KEY:-}

# call <method> <path> <curl arguments>: prints the call and its answer, and keeps the answer in $answer
call() {
    method=$1
    path=$2
    shift 2
    printf '\n%s %s\n' "$method" "$path"
    if [ -n "$key" ]; then
        set -- "$@" -H "Authorization: Bearer $key"
    fi
    answer=$(curl -sS --fail-with-body -X "$method" "$api$path" "$@") || {
        printf '%s\n' "$answer" >&2
        exit 1
    }
    printf '%s\n' "$answer"
}

post() {
    path=$1
    json=$2
    call POST "$path" -H 'Content-Type: application/json' -d "$json"
}

# field <name>: the value of a string in $answer
field() {
    printf '%s' "$answer" | sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}

if [ -n "${ADMIN_API_KEY:-}" ]; then
    # PUT if it exists already, so that the demo can be repeated.
    key=$ADMIN_API_KEY
    settings='"ad_account_id": "act_1000000001", "page_id": "2000000001", "token_ref": "ENV:TOKEN_FRANCISCO"'
    if curl -sS -f -o /dev/null -H "Authorization: Bearer $key" "$api/v1/clients/$client" 2>/dev/null; then
        call PUT "/v1/clients/$client" -H 'Content-Type: application/json' -d "{$settings}"
    else
        post /v1/clients "{\"client_id\": \"$client\", $settings}"
    fi
    post "/v1/clients/$client/keys" '{}'
    key=$(field key)
fi

post /v1/campaigns "{
    \"client_id\": \"$client\",
    \"name\": \"Coffee, spring\",
    \"objective\": \"OUTCOME_TRAFFIC\"
}"
campaign=$(field campaign_id)

post /v1/adsets "{
    \"client_id\": \"$client\",
    \"campaign_id\": \"$campaign\",
    \"name\": \"Portugal\",
    \"billing_event\": \"IMPRESSIONS\",
    \"optimization_goal\": \"LINK_CLICKS\",
    \"bid_strategy\": \"LOWEST_COST_WITHOUT_CAP\",
    \"daily_budget\": 2000,
    \"dsa_beneficiary\": \"Coffee Ltd\",
    \"dsa_payor\": \"Coffee Ltd\",
    \"targeting\": {\"geo_locations\": {\"countries\": [\"PT\"]}}
}"
adset=$(field adset_id)

call POST /v1/creatives/image \
    -F client_id="$client" \
    -F name='Coffee, picture' \
    -F link=https://example.com/coffee \
    -F message='Freshly roasted' \
    -F headline='Coffee' \
    -F "image=@$media/sample.png;type=image/png"

call POST /v1/jobs/creatives/video \
    -F client_id="$client" \
    -F name='Coffee, video' \
    -F link=https://example.com/coffee \
    -F message='Freshly roasted' \
    -F title='Coffee' \
    -F "video=@$media/sample.mp4;type=video/mp4"
job=$(field job_id)

# Each call answers at the next change of the job, or after 20 s.
status=queued
while [ "$status" = queued ] || [ "$status" = running ]; do
    call GET "/v1/jobs/$job?wait=20s"
    status=$(field status)
done
if [ "$status" != succeeded ]; then
    exit 1
fi
creative=$(field creative_id)

post /v1/ads "{
    \"client_id\": \"$client\",
    \"adset_id\": \"$adset\",
    \"creative_id\": \"$creative\",
    \"name\": \"Coffee, video, Portugal\"
}"
ad=$(field ad_id)

printf '\ncampaign_id=%s adset_id=%s creative_id=%s ad_id=%s\n' "$campaign" "$adset" "$creative" "$ad"
