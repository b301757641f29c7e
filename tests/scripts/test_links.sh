#!/usr/bin/env bash
# test_links.sh ROOT: every file that a document names is there. Named is what a link leads to, in all
# documents, and what stands as `folder/file` in ARCHITECTURE.md and CONTRIBUTING.md.
set -euo pipefail
cd "$1"

# The text of a document without its blocks of code.
prose_of() { # document
  awk '/^ *```/ { inside = !inside; next } !inside' "$1"
}

# The places that the links of a document lead to, without those in the web.
links_of() { # document
  prose_of "$1" | grep -oE '\]\([^) ]+\)' | sed -E 's/^\]\(//; s/\)$//' | grep -vE '^[a-z]+:' || true
}

# The anchors of a document: its headings as a browser of the repository names them.
anchors_of() { # document
  prose_of "$1" | sed -n -E 's/^#+ //p' | tr '[:upper:]' '[:lower:]' | sed -E 's/[^a-z0-9 _-]//g; s/ /-/g'
}

# Words in backquotes that are paths from the root of the tree. Those in capitals stand for a name,
# and build/ is made.
paths_of() { # document
  prose_of "$1" | grep -oE '`[A-Za-z0-9_./-]*/[A-Za-z0-9_./-]*`' | tr -d '`' | grep -vE '[A-Z]{3}|^build/|^/' | sort -u || true
}

missing=()
check_links() { # document
  local link file anchor
  for link in $(links_of "$1"); do
    file=${link%%#*} anchor=''
    [[ $link != *'#'* ]] || anchor=${link#*#}
    if [[ -n $file ]]; then file=$(dirname "$1")/$file; else file=$1; fi
    if [[ ! -e $file ]]; then
      missing+=("$1: there is no $link")
    elif [[ -n $anchor ]] && ! anchors_of "$file" | grep -qxF -- "$anchor"; then
      missing+=("$1: $file has no heading #$anchor")
    fi
  done
}

documents=0
while read -r document; do
  check_links "$document"
  ((++documents))
done < <(find . -name '*.md' -not -path '*/build*' -not -path './.git/*' -not -path './.mirror/*' -not -path '*/node_modules/*')
((documents > 5)) || missing+=("only $documents documents")

for document in ARCHITECTURE.md CONTRIBUTING.md; do
  [[ -e $document ]] || continue
  for path in $(paths_of "$document"); do [[ -e $path ]] || missing+=("$document: there is no $path"); done
done

((${#missing[@]} == 0)) || { printf '%s\n' "${missing[@]}" && exit 1; }
