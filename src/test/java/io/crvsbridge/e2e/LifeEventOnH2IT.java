package io.crvsbridge.e2e;

class LifeEventOnH2IT extends LifeEventScenarios {

    LifeEventOnH2IT() {
        super(Benches.ASKING_H2);
    }
}
