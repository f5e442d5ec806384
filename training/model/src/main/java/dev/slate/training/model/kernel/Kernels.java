package dev.slate.training.model.kernel;

/** Picks the kernel for this process. */
public final class Kernels {
  private static final Kernel SCALAR = new ScalarKernel();
  private static final Kernel BEST = hasVectorModule() ? new VectorKernel() : SCALAR;

  private Kernels() {}

  /**
   * The Vector API's kernel where the JVM was started with {@code --add-modules
   * jdk.incubator.vector}, else the scalar one.
   */
  public static Kernel best() {
    return BEST;
  }

  /** Plain Java, for JVMs without the module and as the oracle of the other. */
  public static Kernel scalar() {
    return SCALAR;
  }

  private static boolean hasVectorModule() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }
}
