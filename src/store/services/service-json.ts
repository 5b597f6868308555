/** A service `v` as the rules know it: a `ModuleService`. */
export const SERVICE_JSON = `jsonb_build_object('id', v.id, 'moduleId', v.module_id,
  'name', v.name, 'description', v.description, 'preparationMinutes', v.preparation_minutes,
  'cleanUpMinutes', v.clean_up_minutes, 'leadTimeMinutes', v.lead_time_minutes,
  'isBlockerMandatory', v.is_blocker_mandatory, 'onEveryReservation', v.on_every_reservation)`;
