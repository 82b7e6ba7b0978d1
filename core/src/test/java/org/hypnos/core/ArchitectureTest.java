package org.hypnos.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Inside core: training needs inference, inference needs programs, never back; nothing needs evaluation but the audit. */
@AnalyzeClasses(packages = "org.hypnos", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String PROGRAMS = "org.hypnos.core";
    private static final String INFERENCE = "org.hypnos.core.inference";
    private static final String TRAINING = "org.hypnos.core.training";
    private static final String EVALUATION = "org.hypnos.core.evaluation";
    private static final String AUDIT = "org.hypnos.core.audit";
    private static final String IO = "org.hypnos.core.io";
    private static final String RUN = "org.hypnos.core.run";

    @ArchTest
    static final ArchRule PROGRAMS_KNOW_NO_INFERENCE = noClasses()
            .that()
            .resideInAPackage(PROGRAMS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(INFERENCE, TRAINING, EVALUATION, AUDIT, IO, RUN);

    @ArchTest
    static final ArchRule INFERENCE_KNOWS_NO_TRAINING = noClasses()
            .that()
            .resideInAPackage(INFERENCE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(TRAINING, EVALUATION, AUDIT, IO, RUN);

    @ArchTest
    static final ArchRule TRAINING_KNOWS_NO_EVALUATION_AND_NO_FILES = noClasses()
            .that()
            .resideInAPackage(TRAINING)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(EVALUATION, AUDIT, IO, RUN);

    @ArchTest
    static final ArchRule EVALUATION_AND_FILES_DO_NOT_KNOW_EACH_OTHER = noClasses()
            .that()
            .resideInAnyPackage(EVALUATION, AUDIT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(IO, RUN);

    @ArchTest
    static final ArchRule FILES_KNOW_NO_RUNS = noClasses()
            .that()
            .resideInAPackage(IO)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(RUN);

    @ArchTest
    static final ArchRule DISTRIBUTIONS_KNOW_NO_CORE = noClasses()
            .that()
            .resideInAnyPackage("org.hypnos.distributions", "org.hypnos.autodiff..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.hypnos.core..");

    @ArchTest
    static final ArchRule KERNELS_ARE_AUTODIFFS_OWN = noClasses()
            .that()
            .resideOutsideOfPackage("org.hypnos.autodiff..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.hypnos.autodiff.internal..");
}
