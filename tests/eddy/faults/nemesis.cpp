#include "tests/eddy/faults/nemesis.hpp"

#include <utility>

namespace eddy {

Nemesis::Nemesis(Scheduler& scheduler, Random random, Time interval, std::vector<Fault> faults,
                 Record record)
    : scheduler_(scheduler), random_(random), interval_(interval), record_(std::move(record)) {
  for (Fault& fault : faults) courses_.push_back({std::move(fault), false, 0});
}

void Nemesis::start() {
  for (Course& course : courses_) schedule(course, Time(0));
}

void Nemesis::hold() {
  for (const Course& course : courses_) scheduler_.cancel(course.timer);
}

void Nemesis::stop() {
  hold();
  for (Course& course : courses_)
    if (course.on) flip(course);
}

void Nemesis::schedule(Course& course, Time delay) {
  course.timer = scheduler_.after(delay, [this, &course] {
    flip(course);
    schedule(course, random_.between(Time(0), 2 * interval_));
  });
}

void Nemesis::flip(Course& course) {
  course.on = !course.on;
  if (course.on) {
    record_(course.fault.begin_f, course.fault.begin(random_));
  } else {
    course.fault.end();
    record_(course.fault.end_f, nullptr);
  }
}

}  // namespace eddy
