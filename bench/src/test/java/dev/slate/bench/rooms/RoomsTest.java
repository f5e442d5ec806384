package dev.slate.bench.rooms;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rooms of the house: who may know whom. Reads the class files of all modules built before. */
class RoomsTest {
  private static final List<String> MODULES =
      List.of(
          "data",
          "feature-store/core",
          "feature-store/online",
          "feature-store/offline",
          "feature-store/server",
          "feature-store/remote",
          "training/model",
          "training/spark",
          "serving",
          "pipelines/nightly",
          "pipelines/streaming",
          "pipelines/scheduler",
          "pipelines/local",
          "bench");

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .importPaths(
              MODULES.stream().map(RoomsTest::classesOf).filter(Files::isDirectory).toList());

  private static final String[] SPARK = {
    "org.apache.spark..", "scala..", "io.delta..", "org.apache.hadoop.."
  };
  private static final String REDIS = "io.lettuce..";
  private static final String KAFKA = "org.apache.kafka..";
  private static final String QUARTZ = "org.quartz..";
  private static final String TRIBUO = "org.tribuo..";

  private static Path classesOf(String module) {
    return Path.of(System.getProperty("slate.root")).resolve(module).resolve("target/classes");
  }

  private static Path sourcesOf(String module) {
    return Path.of(System.getProperty("slate.root")).resolve(module).resolve("src/main/java");
  }

  @Test
  void imported_everyModuleWithSources() {
    for (String module : MODULES) {
      if (Files.isDirectory(sourcesOf(module))) {
        assumeTrue(
            Files.isDirectory(classesOf(module)),
            module + " is not compiled: its walls are not checked");
      }
    }
    assertThat(HOUSE.contain("dev.slate.data.event.Event")).isTrue();
  }

  @Test
  void data_knowsTheJdkJacksonAndItsConfiguration() {
    classes()
        .that()
        .resideInAPackage("dev.slate.data..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.slate.data..",
            "java..",
            "javax..",
            "com.fasterxml.jackson..",
            "com.typesafe.config..",
            "org.jspecify..",
            "org.slf4j..")
        .check(HOUSE);
  }

  @Test
  void featureStoreCore_knowsNoSparkNoKafkaNoRedisNoModel() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.slate.featurestore",
            "dev.slate.featurestore.assemble..",
            "dev.slate.featurestore.feature..",
            "dev.slate.featurestore.state..",
            "dev.slate.featurestore.store..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            with(
                SPARK,
                REDIS,
                KAFKA,
                QUARTZ,
                TRIBUO,
                "dev.slate.featurestore.online..",
                "dev.slate.featurestore.offline..",
                "dev.slate.training..",
                "dev.slate.serving..",
                "dev.slate.pipelines.."))
        .check(HOUSE);
  }

  @Test
  void featureStoreOnline_knowsNoSpark() {
    never("dev.slate.featurestore.online..", with(SPARK, QUARTZ, TRIBUO, "dev.slate.training.."));
  }

  @Test
  void featureStoreOffline_knowsNoRedis() {
    never("dev.slate.featurestore.offline..", REDIS, QUARTZ, "dev.slate.featurestore.online..");
  }

  @Test
  void featureStoreServer_knowsNoSparkNoKafka() {
    never(
        "dev.slate.featurestore.server..",
        with(SPARK, KAFKA, QUARTZ, TRIBUO, "dev.slate.training..", "dev.slate.serving.."));
  }

  @Test
  void featureStoreRemote_knowsNoRedis() {
    never(
        "dev.slate.featurestore.remote..",
        with(
            SPARK,
            REDIS,
            KAFKA,
            QUARTZ,
            TRIBUO,
            "dev.slate.featurestore.online..",
            "dev.slate.featurestore.server.."));
  }

  @Test
  void trainingModel_knowsNoFramework() {
    never(
        "dev.slate.training.model..",
        with(
            SPARK,
            REDIS,
            KAFKA,
            QUARTZ,
            TRIBUO,
            "dev.slate.featurestore.o..",
            "dev.slate.training.spark..",
            "dev.slate.serving..",
            "dev.slate.pipelines.."));
  }

  @Test
  void trainingSpark_knowsNoServing() {
    never(
        "dev.slate.training.spark..",
        REDIS,
        QUARTZ,
        "dev.slate.serving..",
        "dev.slate.pipelines..");
  }

  @Test
  void serving_knowsNoSparkQuartzOrTrainer() {
    never(
        "dev.slate.serving..",
        with(
            SPARK,
            QUARTZ,
            TRIBUO,
            "dev.slate.featurestore.offline..",
            "dev.slate.training.spark..",
            "dev.slate.pipelines.."));
  }

  @Test
  void nightly_knowsNoServing() {
    never(
        "dev.slate.pipelines.nightly..",
        QUARTZ,
        "dev.slate.serving..",
        "dev.slate.pipelines.local..");
  }

  @Test
  void streaming_knowsNoSparkOrModel() {
    never(
        "dev.slate.pipelines.streaming..",
        with(SPARK, QUARTZ, TRIBUO, "dev.slate.training..", "dev.slate.serving.."));
  }

  @Test
  void scheduler_knowsOnlyWhenToRun() {
    never(
        "dev.slate.pipelines.scheduler..",
        with(
            SPARK,
            REDIS,
            TRIBUO,
            "dev.slate.training..",
            "dev.slate.serving..",
            "dev.slate.pipelines.nightly.."));
  }

  @Test
  void local_knowsNoLogicOfSparkOrTraining() {
    never("dev.slate.pipelines.local..", with(SPARK, QUARTZ, TRIBUO, "dev.slate.training.spark.."));
  }

  @Test
  void nobody_readsJavaSerialisation() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(java.io.ObjectInputStream.class)
        .check(HOUSE);
    noClasses()
        .should()
        .callMethodWhere(
            com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                    com.tngtech.archunit.core.domain.properties.HasName.Predicates.name("load"))
                .and(
                    com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                        com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                            com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                                "com.github.jelmerk..")))))
        .check(HOUSE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.slate.data.(*)..",
        "dev.slate.featurestore.(*)..",
        "dev.slate.training.model.(*).."
      })
  void packages_haveNoCycles(String slices) {
    slices().matching(slices).should().beFreeOfCycles().check(HOUSE);
  }

  private static void never(String room, String... packages) {
    noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .allowEmptyShould(true)
        .check(HOUSE);
  }

  private static String[] with(String[] first, String... more) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
  }
}
