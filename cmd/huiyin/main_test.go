package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"testing"
)

// asServer makes the test binary serve instead of test: the crash test starts itself as the program it kills.
const asServer = "HUIYIN_TEST_SERVE"

func TestMain(m *testing.M) {
	if os.Getenv(asServer) == "" {
		os.Exit(m.Run())
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, &console{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv, lang: "en"}, []string{"serve"}))
}
