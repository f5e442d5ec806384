"""Starts Gorse on the world of bench/system and waits until it has a list for every user.

  python3 bench/peers/gorse/peer.py --gorse PATH --world /tmp/world-export --home /tmp/gorse-home --redis redis://127.0.0.1:6379/0

Needs nothing but Python's standard library. README.md says how the figures are made.
"""

import argparse
import datetime
import json
import pathlib
import subprocess
import time
import urllib.request

CONFIG = """
[database]
cache_store = "{redis}"
data_store = "sqlite://{home}/data.db"
[master]
port = 18086
host = "127.0.0.1"
http_port = {port}
http_host = "127.0.0.1"
n_jobs = 2
[server]
default_n = 20
[recommend]
cache_size = 200
[recommend.data_source]
positive_feedback_types = ["positive"]
read_feedback_types = []
[recommend.collaborative]
model_fit_period = "60m"
model_search_period = "600m"
model_search_epoch = 10
model_search_trials = 1
[recommend.offline]
check_recommend_period = "10s"
enable_latest_recommend = false
enable_popular_recommend = true
enable_user_based_recommend = false
enable_item_based_recommend = false
enable_collaborative_recommend = true
enable_click_through_prediction = true
[recommend.online]
fallback_recommend = ["popular"]
"""


def call(port, method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}",
        data=data,
        method=method,
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=120) as answer:
        return json.loads(answer.read() or b"null")


def await_(what, condition, seconds):
    end = time.time() + seconds
    while True:
        try:
            if condition():
                return
        except OSError:
            pass
        if time.time() > end:
            raise SystemExit(f"{what}: not within {seconds} s")
        time.sleep(1)


def time_of(millis):
    return datetime.datetime.fromtimestamp(millis / 1_000, datetime.timezone.utc).isoformat()


def is_positive(event, min_rating):
    """As Slate counts them: clicks, purchases, ratings from so many stars."""
    return event["type"] in ("click", "purchase") or event["type"] == "rating" and event["value"] >= min_rating


def lines(path):
    with path.open() as file:
        for line in file:
            yield json.loads(line)


def import_world(port, world, min_rating):
    items = [
        {"ItemId": item["itemId"], "Categories": [], "Labels": item["categories"], "Comment": item["title"]}
        for item in lines(world / "items.ndjson")
    ]
    for i in range(0, len(items), 1_000):
        call(port, "POST", "/api/items", items[i : i + 1_000])
    feedback = [
        {
            "FeedbackType": "positive",
            "UserId": event["userId"],
            "ItemId": event["itemId"],
            "Timestamp": time_of(event["eventTimeMs"]),
        }
        for event in lines(world / "events.ndjson")
        if is_positive(event, min_rating)
    ]
    for i in range(0, len(feedback), 10_000):
        call(port, "PUT", "/api/feedback", feedback[i : i + 10_000])
    return len(items), len(feedback), sorted({f["UserId"] for f in feedback})


def start(args, config, log):
    process = subprocess.Popen(
        [args.gorse, "-c", str(config), "--cache-path", str(args.home / "cache")], stdout=log, stderr=subprocess.STDOUT
    )
    await_("Gorse's API", lambda: call(args.port, "GET", "/api/health/ready") is not None, 60)
    return process


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gorse", required=True, help="the program gorse-in-one")
    parser.add_argument("--world", required=True, type=pathlib.Path, help="what bench/system/run export wrote")
    parser.add_argument("--home", required=True, type=pathlib.Path, help="an empty directory")
    parser.add_argument("--redis", required=True, help="an empty Redis for Gorse's lists")
    parser.add_argument("--port", type=int, default=18088)
    parser.add_argument("--min-rating", type=float, default=3.0)
    args = parser.parse_args()
    args.home.mkdir(parents=True, exist_ok=True)
    config = args.home / "config.toml"
    config.write_text(CONFIG.format(redis=args.redis, home=args.home.resolve(), port=args.port))
    log = open(args.home / "gorse.log", "w")
    process = start(args, config, log)
    try:
        begin = time.time()
        items, feedback, users = import_world(args.port, args.world, args.min_rating)
        print(f"{items} items and {feedback} positives imported in {time.time() - begin:.0f} s", flush=True)
        # It learns when it starts and every hour; the first time there was nothing to learn from.
        process.terminate()
        process.wait()
        process = start(args, config, log)
        begin = time.time()
        sample = users[:: max(1, len(users) // 50)]

        def complete():
            return all(
                len(call(args.port, "GET", f"/api/intermediate/recommend/{user}?n=20")) == 20 for user in sample
            )

        await_("a list for every sampled user", complete, 3_600)
        print(f"lists of {len(sample)} sampled users after {time.time() - begin:.0f} s", flush=True)
        print(f"serving at http://127.0.0.1:{args.port}, process {process.pid}; Ctrl-C ends it", flush=True)
        process.wait()
    finally:
        process.terminate()


if __name__ == "__main__":
    main()
