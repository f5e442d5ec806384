package dev.slate.training.model.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** How wide vectors are. */
final class Species {
  /** Where lanes are added to each other, so that all CPUs agree. */
  static final VectorSpecies<Float> FIXED = FloatVector.SPECIES_256;

  /**
   * Where no lane meets another and the width does not change a bit: 512 bits where the CPU has
   * them. Not before JDK 25: compilers up to then box vectors where two widths meet in a process.
   */
  static final VectorSpecies<Float> WIDEST =
      Runtime.version().feature() >= 25 && FloatVector.SPECIES_PREFERRED.length() > FIXED.length()
          ? FloatVector.SPECIES_512
          : FIXED;

  private Species() {}
}
