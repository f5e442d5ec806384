/**
 * JMH benchmarks of what runs for every request. With {@code mvn -Pquick package} done, run one by
 * {@code java --add-modules jdk.incubator.vector -cp bench/target/classes:$(cat
 * bench/target/classpath) org.openjdk.jmh.Main IndexBenchmark -f 1}.
 */
@NullMarked
package dev.slate.bench.micro;

import org.jspecify.annotations.NullMarked;
