package io.crvsbridge.e2e;

class OutcomeOnH2IT extends OutcomeScenarios {

    OutcomeOnH2IT() {
        super(Benches.ASKING_H2);
    }
}
