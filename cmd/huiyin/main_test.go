package main

import (
	"context"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"testing"
)

// asServer makes the test binary serve instead of test: the crash test starts itself as the program it kills. asCommand
// may hold another command line to carry out.
const (
	asServer  = "HUIYIN_TEST_SERVE"
	asCommand = "HUIYIN_TEST_COMMAND"
)

func TestMain(m *testing.M) {
	if os.Getenv(asServer) == "" {
		os.Exit(m.Run())
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	args := strings.Fields(os.Getenv(asCommand))
	if len(args) == 0 {
		args = []string{"serve"}
	}
	os.Exit(run(ctx, &console{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv, lang: "en"}, args))
}
