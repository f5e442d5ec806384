"""Records what Feast's own tools make of a project, for the test that our server reads a registry of `feast apply`.

registry.py REPO REDIS OUT    apply a project in the directory REPO, write rows to REDIS (host:port, emptied),
                              and leave in OUT: registry.db, recorded.json (Redis as hex, and what the SDK answers)

The project has what the default catalogue has not: integer keys, two keys, values of every scalar type,
lists, a feature service.
"""

import json
import os
import shutil
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

os.environ.setdefault("FEAST_USAGE", "False")

import feast
import pandas as pd
from feast import Entity, FeatureService, FeatureStore, FeatureView, Field, FileSource, ValueType
from feast.types import Array, Bool, Float32, Float64, Int32, Int64, String
from redis import Redis

YAML = """project: rides
provider: local
registry: registry.db
online_store:
  type: redis
  connection_string: "{redis}"
offline_store:
  type: file
entity_key_serialization_version: 3
"""
TIME = datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=timezone.utc)


def view(name, entities, ttl, schema):
    source = FileSource(name=name + "_rows", path="empty.parquet", timestamp_field="event_timestamp")
    return FeatureView(name=name, entities=entities, ttl=ttl, schema=schema, source=source, online=True)


def frame(**columns):
    data = pd.DataFrame(columns)
    data["event_timestamp"] = TIME
    return data


def main(repo, redis, out):
    repo, out = Path(repo), Path(out).resolve()
    repo.mkdir(parents=True, exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    (repo / "feature_store.yaml").write_text(YAML.format(redis=redis))
    os.chdir(repo)
    pd.DataFrame({"event_timestamp": pd.Series([], dtype="datetime64[ns, UTC]")}).to_parquet("empty.parquet")
    driver = Entity(name="driver", join_keys=["driver_id"], value_type=ValueType.INT64)
    customer = Entity(name="customer", join_keys=["customer_id"], value_type=ValueType.STRING)
    stats = view(
        "driver_stats",
        [driver],
        timedelta(days=3650),
        [
            Field(name="driver_id", dtype=Int64),
            Field(name="trips", dtype=Int64),
            Field(name="seats", dtype=Int32),
            Field(name="rating", dtype=Float32),
            Field(name="income", dtype=Float64),
            Field(name="city", dtype=String),
            Field(name="active", dtype=Bool),
            Field(name="last_fares", dtype=Array(Float64)),
        ],
    )
    pair = view(
        "driver_customer",
        [driver, customer],
        timedelta(days=3650),
        [
            Field(name="driver_id", dtype=Int64),
            Field(name="customer_id", dtype=String),
            Field(name="rides", dtype=Int64),
        ],
    )
    old = view(
        "short_lived",
        [driver],
        timedelta(seconds=1),
        [Field(name="driver_id", dtype=Int64), Field(name="speed", dtype=Float32)],
    )
    service = FeatureService(name="pricing", features=[stats[["trips", "rating"]], pair])
    store = FeatureStore(repo_path=".")
    store.apply([driver, customer, stats, pair, old, service])
    client = Redis(host=redis.split(":")[0], port=int(redis.split(":")[1]))
    client.flushall()
    store.write_to_online_store(
        "driver_stats",
        frame(
            driver_id=[1001, -7],
            trips=[12, 9_007_199_254_740_993],
            seats=pd.Series([4, -1], dtype="int32"),
            rating=pd.Series([4.75, 0.1], dtype="float32"),
            income=[1234.56789, -0.25],
            city=["Zürich", ""],
            active=[True, False],
            last_fares=[[1.5, 2.25], [0.125]],
        ),
    )
    store.write_to_online_store(
        "driver_customer", frame(driver_id=[1001], customer_id=["c/1"], rides=[3])
    )
    store.write_to_online_store(
        "short_lived", frame(driver_id=[1001], speed=pd.Series([3.5], dtype="float32"))
    )
    features = [
        *("driver_stats:" + f.name for f in stats.features),
        "driver_customer:rides",
        "short_lived:speed",
    ]
    rows = [
        {"driver_id": 1001, "customer_id": "c/1"},
        {"driver_id": -7, "customer_id": "c/1"},
        {"driver_id": 5, "customer_id": "nobody"},
    ]
    recorded = {
        "feast": feast.__version__,
        "rows": rows,
        "features": features,
        "answer": answer(store.get_online_features(features=features, entity_rows=rows)),
        "service": answer(
            store.get_online_features(features=store.get_feature_service("pricing"), entity_rows=rows, full_feature_names=True)
        ),
        "hashes": {
            key.hex(): {field.hex(): value.hex() for field, value in sorted(client.hgetall(key).items())}
            for key in sorted(client.keys("*"))
        },
    }
    (out / "recorded.json").write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + "\n")
    shutil.copy("registry.db", out / "registry.db")


def answer(response):
    """Values by feature; statuses are left out: this version's SDK says PRESENT for what is not there."""
    return response.to_dict()


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
