package io.crvsbridge.e2e;

class TokenOnH2IT extends TokenScenarios {

    TokenOnH2IT() {
        super(Benches.H2);
    }
}
