package dev.tokenflow.pingone.cli;

import dev.tokenflow.pingone.sandbox.FaultPlan;
import dev.tokenflow.pingone.sandbox.SandboxFault;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a fault from the command line, {@code STEP:N:KIND}. */
final class FaultConverter implements ITypeConverter<FaultPlan> {

  /** The names of all kinds of fault, for {@code --help}. */
  static final class Kinds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(SandboxFault.values()).map(SandboxFault::toString).iterator();
    }
  }

  @Override
  public FaultPlan convert(String value) {
    String[] parts = value.split(":", -1);
    if (parts.length != 3) {
      throw new TypeConversionException("came " + value + ", expected STEP:N:KIND");
    }
    SandboxStep step = named(parts[0], SandboxStep.values(), "a step");
    if (!parts[1].matches("[1-9]\\d{0,8}")) {
      throw new TypeConversionException(
          "came " + parts[1] + " as N, expected a whole number from 1 on");
    }
    return FaultPlan.at(
        step, Integer.parseInt(parts[1]), named(parts[2], SandboxFault.values(), "a kind"));
  }

  private static <T> T named(String name, T[] all, String what) {
    return Arrays.stream(all)
        .filter(one -> one.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "came "
                        + name
                        + " as "
                        + what
                        + ", expected one of "
                        + Arrays.stream(all).map(T::toString).collect(Collectors.joining(", "))));
  }
}
