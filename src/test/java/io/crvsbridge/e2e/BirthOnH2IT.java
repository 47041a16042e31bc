package io.crvsbridge.e2e;

class BirthOnH2IT extends BirthScenarios {

    BirthOnH2IT() {
        super(Benches.H2);
    }
}
