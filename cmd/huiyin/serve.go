package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"runtime/debug"
	"time"

	"huiyin/presets"
	"huiyin/ui"
)

// drainTime is how long requests and effects in progress may take after the order to stop.
const drainTime = 15 * time.Second

func shelf() fs.FS { return presets.FS() }

// serve runs the server until it is told to stop.
func serve(ctx context.Context, c *console, args []string) error {
	cfg, rest, err := configure(c, "serve", args, nil)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return c.wrong("serve 不带参数", "serve takes no arguments")
	}
	slog.SetDefault(cfg.logger(c.err))
	return listen(ctx, cfg, func(s *Server) error {
		if err := s.Open(ctx); err != nil {
			return err
		}
		return greet(ctx, c, s)
	})
}

// garbage is how much may pile up beside what is in use before it is collected, in percent: what is in use is little, a
// few megabytes, and collecting it for every hundred submissions would be a tenth of the processor's work.
const garbage = 300

// listen answers from the first moment on, so that /healthz and /readyz tell the truth; begin makes the server ready.
func listen(ctx context.Context, cfg Config, begin func(*Server) error) error {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbage)
	}
	ln, err := net.Listen("tcp", cfg.Addr)
	if err != nil {
		return err
	}
	s, err := NewServer(ctx, cfg, Parts{Shelf: shelf(), Interface: ui.Files()})
	if err == nil && cfg.Files != inDatabase {
		if err = writable(cfg.Files); err != nil {
			err = errors.Join(err, s.Store.Close())
		}
	}
	if err != nil {
		return errors.Join(err, ln.Close())
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ln) }()
	if err = begin(s); err == nil {
		s.Start()
		slog.Info("ready", "addr", ln.Addr().String(), "url", cfg.URL, "store", storeName(cfg.Store))
		select {
		case <-ctx.Done():
			slog.Info("stopping")
		case err = <-ended:
		}
	} else if ctx.Err() != nil {
		err = nil // told to stop while starting
	}
	if err == nil && s.ready.Load() {
		s.Leave(cfg.Drain)
	}
	draining, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer cancel()
	return errors.Join(err, s.Stop(draining))
}

// greet tells where to go, and a first visitor what comes first.
func greet(ctx context.Context, c *console, s *Server) error {
	users, err := s.People.Users(ctx)
	if err != nil {
		return err
	}
	if len(users) == 0 {
		_, err = fmt.Fprintln(c.out, c.say("回音已就绪，请打开网页创建第一位管理员：", "huiyin is ready, open this page to create the first administrator: ")+s.Config.URL+"/setup")
		return err
	}
	_, err = fmt.Fprintln(c.out, c.say("回音已就绪：", "huiyin is ready: ")+s.Config.URL)
	return err
}
