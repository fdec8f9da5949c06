// Command huiyin serves no-code apps: forms, processes, rules and boards made from definitions.
// It is the only place that reads flags and the environment; everything else gets its values handed over.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	_ "time/tzdata" // time zones also where the system has none

	"huiyin/engine/problem"
)

// Exit codes.
const (
	exitOK     = 0
	exitFailed = 1 // the work could not be done
	exitUsage  = 2 // the command line is wrong
)

// version is set by the build of a release.
var version = unreleased

// unreleased is the version of a binary that somebody built for themselves.
const unreleased = "dev"

// release is the version, of a binary built by oneself with the day and the commit it was made of.
func release() string {
	if info, known := debug.ReadBuildInfo(); known && version == unreleased {
		return revision(info)
	}
	return version
}

// revision names the day and the commit that a binary was built from, as far as the build knows them.
func revision(info *debug.BuildInfo) string {
	said := map[string]string{}
	for _, one := range info.Settings {
		said[one.Key] = one.Value
	}
	day, _, _ := strings.Cut(said["vcs.time"], "T")
	commit := said["vcs.revision"]
	if day == "" || len(commit) < shortCommit {
		return unreleased
	}
	if said["vcs.modified"] == "true" {
		return unreleased + " " + day + " " + commit[:shortCommit] + "+"
	}
	return unreleased + " " + day + " " + commit[:shortCommit]
}

const shortCommit = 7

// console is what a subcommand may use of its surroundings.
type console struct {
	in       io.Reader
	out, err io.Writer
	env      func(name string) string
	lang     string // of texts for the person who started it
}

// command is one subcommand.
type command struct {
	name, args string
	zh, en     string
	run        func(ctx context.Context, c *console, args []string) error
}

func commands() []command {
	return []command{
		{"serve", "", "启动服务", "start the server", serve},
		{"demo", "", "启动带示例数据的演示", "start a demonstration with sample data", demo},
		{"check", "DIR…", "检查定义包，列出全部问题", "check packages of definitions and list every problem", check},
		{"preset", "list | install NAME [--migration FILE | --pin] | upgrade NAME [--take ours|theirs]", "列出、安装或升级预置包", "list, install or upgrade the packages that ship with the program", preset},
		{"plan", "DIR --app KEY", "查看目录中的定义会给应用带来哪些改动", "tell what a folder of definitions would change in an app", planFolder},
		{"apply", "DIR --app KEY [--migration FILE | --pin]", "把目录中的定义发布到应用", "publish a folder of definitions to an app", applyFolder},
		{"user", "list | add LOGIN NAME | role LOGIN APP/ROLE | department LOGIN [DEPARTMENT] | password LOGIN | admin LOGIN | disable LOGIN | enable LOGIN", "管理用户", "administer users", user},
		{"role", "list [APP]", "列出各应用的角色", "list the roles of the apps", role},
		{"department", "list | add NAME | rename DEPARTMENT NAME | parent DEPARTMENT [PARENT] | head DEPARTMENT [LOGIN]", "管理部门", "administer departments", department},
		{"backup", "FILE", "备份数据与附件（服务可继续运行）；HUIYIN_STORE、HUIYIN_FILES 须与服务的相同", "back up data and uploads, also while serving; HUIYIN_STORE and HUIYIN_FILES must be the server's", backup},
		{"restore", "FILE", "从备份恢复到空的数据目录", "restore a backup into an empty data folder", restore},
		{"move", "--from STORE --to STORE", "把全部数据搬到另一种存储", "carry all data to another kind of store", move},
		{"version", "", "显示版本", "print the version", printVersion},
		{"help", "", "显示本说明", "print this text", help},
	}
}

// errUsage marks mistakes on the command line: the text is shown with the usage, the exit code is 2.
var errUsage = errors.New("usage")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // who asks a second time does not want to wait
	c := &console{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv, lang: language(os.Getenv)}
	code := run(ctx, c, os.Args[1:])
	stop()
	os.Exit(code)
}

// run carries out one command line and returns the exit code.
func run(ctx context.Context, c *console, args []string) int {
	if len(args) == 0 {
		usage(c, c.err)
		return exitUsage
	}
	name := strings.TrimLeft(args[0], "-")
	if name == "h" {
		name = "help"
	}
	for _, cmd := range commands() {
		if cmd.name == name {
			return report(c, cmd.run(ctx, c, args[1:]))
		}
	}
	fmt.Fprintln(c.err, c.say("没有这个命令：", "there is no such command: ")+args[0])
	usage(c, c.err)
	return exitUsage
}

// report tells the person what went wrong and returns the exit code for it.
func report(c *console, err error) int {
	var list problem.List
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return exitOK
	case errors.Is(err, errUsage):
		fmt.Fprintln(c.err, strings.TrimSuffix(err.Error(), ": "+errUsage.Error()))
		return exitUsage
	case errors.As(err, &list):
		printProblems(c, c.err, "", list)
	default:
		fmt.Fprintln(c.err, "huiyin:", c.fault(err))
	}
	return exitFailed
}

// printProblems writes one line per problem: where and what.
func printProblems(c *console, w io.Writer, at string, list problem.List) {
	for _, p := range list.In(c.lang) {
		kind := ""
		if p.Warning {
			kind = c.say("（提醒）", " (warning)")
		}
		place := at + p.Pointer
		if place != "" {
			place += ": "
		}
		fmt.Fprintf(w, "%s%s%s [%s]\n", place, p.Message, kind, p.Code)
	}
}

// wrong is a mistake on the command line.
func (c *console) wrong(zh, en string) error { return fmt.Errorf("%s: %w", c.say(zh, en), errUsage) }

// say chooses the text in the person's language.
func (c *console) say(zh, en string) string {
	if c.lang == "en" {
		return en
	}
	return zh
}

// language of the console by LC_ALL, LC_MESSAGES or LANG; Chinese where none of them says anything.
func language(env func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		switch v := strings.ToLower(env(name)); {
		case v == "":
			continue
		case v == "c", v == "posix", strings.HasPrefix(v, "c."), strings.HasPrefix(v, "zh"):
			return "zh"
		default:
			return "en"
		}
	}
	return "zh"
}

func usage(c *console, w io.Writer) {
	fmt.Fprintln(w, c.say("回音 huiyin — 每一条建议都有回音", "huiyin — every suggestion gets an echo"))
	fmt.Fprintln(w)
	for _, cmd := range commands() {
		fmt.Fprintf(w, "  huiyin %s\n      %s\n", strings.TrimSpace(cmd.name+" "+cmd.args), c.say(cmd.zh, cmd.en))
	}
	fmt.Fprintln(w)
	fmt.Fprintln(w, c.say("各命令的参数与环境变量见 huiyin serve --help。", "Flags and environment variables: huiyin serve --help."))
}

func help(_ context.Context, c *console, _ []string) error {
	usage(c, c.out)
	return nil
}

func printVersion(_ context.Context, c *console, _ []string) error {
	_, err := fmt.Fprintln(c.out, "huiyin", release())
	return err
}
