package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"huiyin/runtime"
	"huiyin/runtime/httpapi"
	"huiyin/runtime/store"
)

// demoPackage is what the demonstration shows; its folder demo holds the people and the words of the sample data.
const demoPackage = "suggestion_sop_full"

// demoSecret keeps the sample people's password across restarts.
const demoSecret = "demo-login"

// demo serves sample data: at the first start it makes them, which takes a while and is not left half done.
func demo(ctx context.Context, c *console, args []string) error {
	cfg, rest, err := configure(c, "demo", args, nil)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return c.wrong("demo 不带参数", "demo takes no arguments")
	}
	path, embedded := cfg.SQLitePath()
	if !embedded {
		return errors.New(c.say("演示只支持 sqlite 存储", "the demonstration needs an sqlite store"))
	}
	slog.SetDefault(cfg.logger(c.err))
	if err := portFree(cfg.Addr); err != nil {
		return err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if err := makeDemo(ctx, c, cfg, path); err != nil {
			if ctx.Err() != nil {
				return nil //nolint:nilerr // told to stop: the next start begins again
			}
			return err
		}
	}
	return listen(ctx, cfg, func(s *Server) error {
		mark, err := demoMark(ctx, s.Store)
		if err != nil {
			return err
		}
		if mark == nil {
			return errors.New(c.say("这里的数据不是演示数据，请换一个位置，或用 huiyin serve 启动",
				"the data here are no demonstration: choose another place, or start them with huiyin serve"))
		}
		return openDemo(ctx, c, s, *mark)
	})
}

// portFree finds out before the long work whether the address can be listened on after it.
func portFree(addr string) error {
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	return ln.Close()
}

// makeDemo makes the sample data under another name and gives them theirs when they are whole: what a crash leaves
// behind is recognised by its name and made again.
func makeDemo(ctx context.Context, c *console, cfg Config, path string) error {
	begun := time.Now()
	unfinished := path + ".making"
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := removeIfThere(unfinished + suffix); err != nil {
			return err
		}
	}
	fmt.Fprintln(c.out, c.say("首次启动，正在生成示例数据 …", "first start, making sample data …"))
	making := cfg
	making.Store, making.SMTP = "sqlite:"+unfinished, ""
	clock := &virtual{at: time.Now().In(cfg.Zone)}
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // much garbage for a minute, and little that stays
	s, err := NewServer(ctx, making, Parts{Shelf: shelf(), Now: clock.now, Scratch: true})
	if err != nil {
		return err
	}
	err = fillDemo(ctx, c, s, clock)
	if err = errors.Join(err, s.Store.Close()); err != nil {
		return err
	}
	if err := settle(unfinished, path); err != nil {
		return err
	}
	fmt.Fprintf(c.out, c.say("示例数据已生成，用时 %.0f 秒\n", "sample data made in %.0f s\n"), time.Since(begun).Seconds())
	return nil
}

// settle brings a finished file to the disk and then to its name.
func settle(unfinished, path string) error {
	f, err := os.OpenFile(unfinished, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(unfinished, path)
}

// fillDemo installs the app, lets the people in and has half a year pass.
func fillDemo(ctx context.Context, c *console, s *Server, clock *virtual) error {
	r, problems, err := s.Installer.Install(ctx, demoPackage, "system", runtime.MigrationOrder{})
	if err == nil {
		err = problems.Err()
	}
	if err != nil {
		return err
	}
	cast, err := readCast(s.Installer.Shelf)
	if err != nil {
		return err
	}
	password, err := demoPassword(s.Config, true)
	if err != nil {
		return err
	}
	app, _ := s.Apps.Get(r.App)
	if err := cast.enter(ctx, s, r.App, runtime.HashPassword(password), clock.now().AddDate(-1, 0, 0)); err != nil {
		return err
	}
	mark := demoDocument{ID: demoID, App: r.App, Logins: cast.logins(app)}
	if mark.Track, err = tellStory(ctx, c, s, r.App, cast, clock); err != nil {
		return err
	}
	if err := s.Relay.CatchUp(ctx); err != nil {
		return err
	}
	body, err := json.Marshal(mark)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, store.Op{Collection: runtime.Settings, ID: demoID, Body: body})[0].Err
}

const demoID = "demo"

// demoDocument marks a store as a demonstration and tells what to show of it.
type demoDocument struct {
	ID     string              `json:"_id"`
	App    string              `json:"app"`
	Track  runtime.Target      `json:"track"` // the record whose tracking page is shown
	Logins []httpapi.DemoLogin `json:"logins"`
}

func demoMark(ctx context.Context, st store.Store) (*demoDocument, error) {
	docs, err := st.Get(ctx, runtime.Settings, demoID)
	if err != nil || len(docs) == 0 {
		return nil, err
	}
	var d demoDocument
	return &d, json.Unmarshal(docs[0].Body, &d)
}

// demoPassword reads the sample people's password; create draws one for new data.
func demoPassword(cfg Config, create bool) (string, error) {
	path := filepath.Join(cfg.DataDir(), demoSecret)
	raw, err := os.ReadFile(path)
	if err == nil && strings.TrimSpace(string(raw)) != "" {
		return strings.TrimSpace(string(raw)), nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if !create {
		return "", nil
	}
	password := randomText(9)
	return password, writePrivate(path, password+"\n")
}

// openDemo prints where to go and then lets visitors in.
func openDemo(ctx context.Context, c *console, s *Server, mark demoDocument) error {
	password, err := samePassword(ctx, s)
	if err != nil {
		return err
	}
	track := s.Config.URL + "/t/" + s.Submitter.Links.Code("track", mark.Track)
	public := s.Config.URL + "/f/" + mark.App + "/" + mark.Track.Form
	s.API.Demo = &httpapi.Demo{Logins: mark.Logins, PublicURL: public, TrackURL: track}
	rest, err := unlisted(ctx, s, mark.Logins)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "\n回音演示\n  控制台：%s\n  公开表单：%s\n  进度查询示例：%s\n  密码：%s\n  登录账号：\n%s  还有（密码相同）：%s\n", s.Config.URL, public, track, password, roll(mark.Logins, "zh"), strings.Join(rest, "、"))
	fmt.Fprintf(c.out, "\nHuiyin demonstration\n  console: %s\n  public form: %s\n  tracking page: %s\n  password: %s\n  logins:\n%s  and, with the same password: %s\n\n", s.Config.URL, public, track, password, roll(mark.Logins, "en"), strings.Join(rest, ", "))
	return s.Open(ctx)
}

// unlisted are the sample people that the list leaves out: they share a role with somebody on it.
func unlisted(ctx context.Context, s *Server, listed []httpapi.DemoLogin) ([]string, error) {
	users, err := s.People.Users(ctx)
	var out []string
	for _, u := range users {
		if u.Sample && u.Active && !slices.ContainsFunc(listed, func(l httpapi.DemoLogin) bool { return l.Login == u.Login }) {
			out = append(out, u.Login+" "+u.Name)
		}
	}
	slices.Sort(out)
	return out, err
}

// roll lists who can sign in, one line each: login, name and what they are.
func roll(logins []httpapi.DemoLogin, lang string) string {
	var out strings.Builder
	w := tabwriter.NewWriter(&out, 0, 4, 2, ' ', 0)
	for _, l := range logins {
		fmt.Fprintf(w, "    %s\t%s\t%s\n", l.Login, l.Name, l.Title.In(lang))
	}
	_ = w.Flush() // to memory: it cannot fail
	return out.String()
}

// samePassword returns the sample people's password. When its file was lost they all get a new one.
func samePassword(ctx context.Context, s *Server) (string, error) {
	password, err := demoPassword(s.Config, false)
	if err != nil || password != "" {
		return password, err
	}
	if password, err = demoPassword(s.Config, true); err != nil {
		return "", err
	}
	users, err := s.People.Users(ctx)
	if err != nil {
		return "", err
	}
	hash := runtime.HashPassword(password)
	for _, u := range users {
		if !u.Sample {
			continue
		}
		changed := *u
		changed.Password = hash
		if err := s.People.Save(ctx, &changed); err != nil {
			return "", err
		}
	}
	return password, nil
}
