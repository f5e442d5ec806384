"""Feast's own Python SDK on Slate's Redis: applies views, writes rows, reads rows, serves.

peer.py REPO apply REDIS VIEWS.json     register views in a repository directory, REDIS is host:port
peer.py REPO write ROWS.json            write rows: [{"view", "id", "eventTimeMs", "values": {name: number or null}}]
peer.py REPO read VIEW ID...            print {id: {feature: value}} as get_online_features gives it
peer.py REPO record REDIS ROWS.json     print what is in Redis after `write` of those rows, as hex (the recorded fixture)
peer.py REPO serve PORT                 Feast's feature server, its JSON on PORT

VIEWS.json: [{"name", "joinKey", "ttlSeconds", "features": [...]}]; keys are strings, features FLOAT, project slate.
"""

import json
import os
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

os.environ.setdefault("FEAST_USAGE", "False")

import pandas as pd
from feast import Entity, FeatureStore, FeatureView, Field, FileSource, ValueType
from feast.types import Float32, String

YAML = """project: slate
provider: local
registry: registry.db
online_store:
  type: redis
  connection_string: "{redis}"
offline_store:
  type: file
entity_key_serialization_version: 3
"""


def apply(repo, redis, views_file):
    repo.mkdir(parents=True, exist_ok=True)
    (repo / "feature_store.yaml").write_text(YAML.format(redis=redis))
    empty = repo / "empty.parquet"
    pd.DataFrame({"event_timestamp": pd.Series([], dtype="datetime64[ns, UTC]")}).to_parquet(empty)
    entities, objects = {}, []
    for view in json.loads(Path(views_file).read_text()):
        key = view["joinKey"]
        if key not in entities:
            entities[key] = Entity(name=key, join_keys=[key], value_type=ValueType.STRING)
            objects.append(entities[key])
        schema = [Field(name=key, dtype=String)]
        schema += [Field(name=name, dtype=Float32) for name in view["features"]]
        source = FileSource(name=view["name"] + "_rows", path=str(empty), timestamp_field="event_timestamp")
        objects.append(
            FeatureView(
                name=view["name"],
                entities=[entities[key]],
                ttl=timedelta(seconds=view["ttlSeconds"]),
                schema=schema,
                source=source,
                online=True,
            )
        )
    FeatureStore(repo_path=str(repo)).apply(objects)


def write(repo, rows_file):
    store = FeatureStore(repo_path=str(repo))
    by_view = {}
    for row in json.loads(Path(rows_file).read_text()):
        by_view.setdefault(row["view"], []).append(row)
    for name, rows in by_view.items():
        key = store.get_feature_view(name).join_keys[0]
        frame = pd.DataFrame([{key: row["id"], **row["values"]} for row in rows])
        for feature in rows[0]["values"]:
            frame[feature] = frame[feature].astype("float32")
        frame["event_timestamp"] = [
            datetime.fromtimestamp(row["eventTimeMs"] / 1000, tz=timezone.utc) for row in rows
        ]
        store.write_to_online_store(feature_view_name=name, df=frame)


def read(repo, name, ids):
    store = FeatureStore(repo_path=str(repo))
    view = store.get_feature_view(name)
    key = view.join_keys[0]
    names = [field.name for field in view.features]
    answer = store.get_online_features(
        features=[f"{name}:{feature}" for feature in names],
        entity_rows=[{key: id} for id in ids],
    ).to_dict()
    rows = {id: {feature: answer[feature][i] for feature in names} for i, id in enumerate(ids)}
    print(json.dumps(rows))


def record(rows_file, redis):
    import feast
    from redis import Redis

    host, port = redis.split(":")
    client = Redis(host=host, port=int(port))
    hashes = {
        key.hex(): {field.hex(): value.hex() for field, value in sorted(client.hgetall(key).items())}
        for key in sorted(client.keys("*"))
    }
    rows = json.loads(Path(rows_file).read_text())
    fixture = {"feast": feast.__version__, "project": "slate", "rows": rows, "hashes": hashes}
    print(json.dumps(fixture, indent=1, ensure_ascii=False))


def serve(repo, port):
    FeatureStore(repo_path=str(repo)).serve(
        host="127.0.0.1", port=int(port), type_="http", no_access_log=True, workers=1, max_requests=0, max_requests_jitter=0
    )


if __name__ == "__main__":
    repo, command, *rest = Path(sys.argv[1]), *sys.argv[2:]
    if command == "apply":
        apply(repo, *rest)
    elif command == "write":
        write(repo, *rest)
    elif command == "read":
        read(repo, rest[0], rest[1:])
    elif command == "record":
        record(rest[1], rest[0])
    elif command == "serve":
        serve(repo, *rest)
    else:
        sys.exit(__doc__)
